package dev.sluice.testkit.process;

import java.util.ArrayList;
import java.util.List;

/**
 * Where on the network a process runs.
 *
 * @param inside its address among the nodes and their brokers
 * @param outside its address for senders and operators
 * @param gateway the address at which it reaches what this JVM serves
 * @param entering what a command is put behind to run there; empty for this process's own place
 */
public record Place(String inside, String outside, String gateway, List<String> entering) {

    /** Where this process is, reached by nobody else. */
    public static final Place LOOPBACK = new Place("127.0.0.1", "127.0.0.1", "127.0.0.1", List.of());

    public Place {
        entering = List.copyOf(entering);
    }

    /** The command as it runs there. */
    public List<String> on(List<String> command) {
        List<String> there = new ArrayList<>(entering);
        there.addAll(command);
        return there;
    }
}
