package dev.sluice.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class BalancerTest {

    private static final URI A = URI.create("http://10.0.0.1/");
    private static final URI B = URI.create("http://10.0.0.2/");

    private final Balancer balancer = new Balancer();

    @Test
    void eachNodeInTurn() {
        balancer.add("a", A);
        balancer.add("b", B);

        assertThat(balancer.next()).isNotEqualTo(balancer.next());
    }

    @Test
    void oneThatIsSilentIsLeftOutWhileThereAreOthers() {
        balancer.add("a", A);
        balancer.add("b", B);
        balancer.refused(A, false);

        assertThat(balancer.next()).isEqualTo(B);
        assertThat(balancer.next()).isEqualTo(B);
    }

    @Test
    void oneThatIsSilentIsTriedWhereThereIsNoOther() {
        balancer.add("a", A);
        balancer.refused(A, false);

        assertThat(balancer.next()).isEqualTo(A);
    }

    @Test
    void oneThatIsThereAgainIsNotLeftOutAndMayBeSomewhereElse() {
        balancer.add("a", A);
        balancer.refused(A, false);
        balancer.add("a", B);

        assertThat(balancer.next()).isEqualTo(B);
        assertThat(balancer.node(A)).isEqualTo("a");
    }
}
