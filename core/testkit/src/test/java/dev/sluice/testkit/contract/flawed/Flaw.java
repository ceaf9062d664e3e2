package dev.sluice.testkit.contract.flawed;

import dev.sluice.spi.DestinationPlugin;
import java.util.function.Supplier;

/**
 * Something wrong with a plugin, and what the contract has to say about it.
 *
 * @param name what is wrong, in the words of this test; no two are the same
 * @param check the test of the contract that has to fail
 * @param wrong words of the failure that say what is wrong
 * @param remedy words of the failure that say what to do
 * @param made the plugin with the flaw, a new one at each call
 */
record Flaw(String name, String check, String wrong, String remedy, Supplier<DestinationPlugin> made) {

    @Override
    public String toString() {
        return name;
    }
}
