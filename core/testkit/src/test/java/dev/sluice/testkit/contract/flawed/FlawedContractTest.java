package dev.sluice.testkit.contract.flawed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.sluice.testkit.contract.DestinationContract;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** What the contract says about each flaw, and that no check is without one that it finds. */
class FlawedContractTest {

    @ParameterizedTest
    @MethodSource("dev.sluice.testkit.contract.flawed.Flaws#all")
    void theCheckThatIsMeantFailsAndSaysWhatToDo(Flaw flaw) {
        List<Throwable> failures = EngineTestKit.engine("junit-jupiter")
                .configurationParameter(FlawedContract.FLAW, flaw.name())
                .selectors(selectMethod(FlawedContract.class, flaw.check()))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(FlawedContractTest::thrown)
                .toList();

        assertThat(failures)
                .singleElement()
                .isInstanceOfSatisfying(
                        AssertionError.class,
                        failure -> assertThat(failure.getMessage())
                                .contains(flaw.wrong())
                                .contains("; ")
                                .contains(flaw.remedy()));
    }

    @Test
    void everyCheckHasAFlawThatItFinds() {
        Set<String> checks = new TreeSet<>();
        for (Method method : DestinationContract.class.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                checks.add(method.getName());
            }
        }
        Set<String> found = new TreeSet<>();
        Flaws.all().forEach(flaw -> found.add(flaw.check()));

        assertThat(found).isEqualTo(checks);
    }

    private static Throwable thrown(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
    }
}
