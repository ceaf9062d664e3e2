package com.example.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Starts a broker, a sandbox of Amplitude and three nodes, tells where they are, and ends them when it is told to end. */
public final class Main {

    private final Place place;
    private final Destination destination;
    private final String kafka;
    private final Children services = new Children();
    private final Children nodes = new Children();
    private volatile boolean ending;

    private Main(Place place, Destination destination, String kafka) {
        this.place = place;
        this.destination = destination;
        this.kafka = kafka;
    }

    /** @param arguments this example's folder, and the class path of Kafka */
    public static void main(String[] arguments) throws InterruptedException {
        Place place = new Place(Path.of(arguments[0]));
        Main main = new Main(place, Destination.of(place, System.getenv()), arguments[1]);
        Runtime.getRuntime().addShutdownHook(new Thread(main::end));
        try {
            main.start();
            main.nodes.await();
        } catch (IOException failure) {
            if (main.ending) {
                return;
            }
            System.err.println(failure.getMessage());
            System.exit(1);
        }
    }

    private void start() throws IOException, InterruptedException {
        place.prepare();
        Ports.requireFree(Broker.PORT, Broker.CONTROLLER_PORT, Destination.SANDBOX_PORT);
        for (Node node : Node.ALL) {
            Ports.requireFree(node.ingestPort(), node.managementPort(), node.clusterPort());
        }
        System.out.println("Starting a broker and three nodes, which takes half a minute …");
        services.add(new Broker(place.run(), kafka).start());
        if (destination.isSandbox()) {
            services.add(destination.startSandbox());
        }
        Map<Node, Child> started = new LinkedHashMap<>();
        for (Node node : Node.ALL) {
            Child child = node.start(place.jar(), destination.config(), place.run());
            nodes.add(child);
            started.put(node, child);
        }
        Ports ports = new Ports();
        for (Map.Entry<Node, Child> each : started.entrySet()) {
            Node node = each.getKey();
            ports.await200(node.readiness(), each.getValue());
            System.out.println("Node " + node.id() + " receives webhooks at " + node.webhooks() + ", process "
                    + each.getValue().pid());
        }
        System.out.println("Events go to " + destination.words());
        System.out.println("Logs are in " + place.run() + "; README.md says what to try. Ctrl-C ends everything.");
    }

    /** Nodes first, which still have to say to the broker how far they came. */
    private void end() {
        ending = true;
        nodes.end();
        services.end();
    }
}
