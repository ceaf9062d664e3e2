package dev.sluice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.ClusterConfig;
import dev.sluice.config.ConfigLoader;
import dev.sluice.config.DataSize;
import dev.sluice.config.Environment;
import dev.sluice.config.LoadedConfig;
import dev.sluice.config.SluiceConfig;
import dev.sluice.plugin.PluginRegistry;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServicePort;
import io.kubernetes.client.openapi.models.V1TopologySpreadConstraint;
import io.kubernetes.client.openapi.models.V1VolumeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The manifest of {@code examples/kubernetes} is one that Kubernetes knows, hangs together, and gives Sluice a configuration that it
 * takes. It is read against Kubernetes' objects as its project generates them for its Java client. What this does not show: no API
 * server has taken it, no scheduler, probe or network plugin has acted on it, and no image was built.
 */
class KubernetesManifestTest {

    private static final Path FOLDER = Path.of("../../examples/kubernetes");

    private static final List<String> SECRETS =
            List.of("amplitude-api-key", "customerio-signing-key", "management-token", "cluster-token");

    /** For the journal and the ports, and then for the cluster; a node gives each ten. */
    private static final int CLOSING_SECONDS = 20;

    @TempDir
    private Path secrets;

    private String yaml;
    private Manifest manifest;
    private V1Deployment deployment;
    private V1PodSpec pod;
    private V1Container container;

    @BeforeEach
    void read() throws IOException {
        yaml = Files.readString(FOLDER.resolve("sluice.yaml"));
        manifest = Manifest.of(yaml);
        deployment = manifest.only(V1Deployment.class);
        pod = deployment.getSpec().getTemplate().getSpec();
        container = pod.getContainers().get(0);
    }

    @Test
    void hasNothingThatKubernetesDoesNotKnow() {
        assertThatThrownBy(() -> Manifest.of(yaml.replace("readinessProbe:", "readyProbe:")))
                .hasMessageContaining("`readyProbe`");
        assertThatThrownBy(() -> Manifest.of(yaml.replace("maxUnavailable: 1\n", "maxUnavailabel: 1\n")))
                .hasMessageContaining("`maxUnavailabel`");
        assertThatThrownBy(() -> Manifest.of(yaml.replace("apps/v1", "apps/v1beta1")))
                .hasMessageContaining("apps/v1beta1/Deployment");
    }

    @Test
    void lacksNothingThatKubernetesNeeds() {
        assertThatThrownBy(() -> Manifest.of(yaml.replace("containerPort: 8080", "hostIP: 127.0.0.1")))
                .hasMessageContaining("`containerPort`");
    }

    @Test
    void hasValuesOfTheRightType() {
        assertThatThrownBy(() -> Manifest.of(yaml.replace("replicas: 3", "replicas: three")))
                .hasMessageContaining("three");
    }

    @Test
    void selectsItsOwnPods() {
        Map<String, String> labels =
                deployment.getSpec().getTemplate().getMetadata().getLabels();
        Stream<Map<String, String>> selectors = Stream.of(
                        manifest.all(V1Service.class).stream()
                                .map(service -> service.getSpec().getSelector()),
                        pod.getTopologySpreadConstraints().stream()
                                .map(V1TopologySpreadConstraint::getLabelSelector)
                                .map(V1LabelSelector::getMatchLabels),
                        Stream.of(
                                deployment.getSpec().getSelector().getMatchLabels(),
                                budget().getSpec().getSelector().getMatchLabels(),
                                network().getSpec().getPodSelector().getMatchLabels()))
                .flatMap(Function.identity());

        assertThat(selectors)
                .hasSize(7)
                .allSatisfy(selector ->
                        assertThat(labels).containsAllEntriesOf(selector).isNotEmpty());
    }

    @Test
    void namesPortsThatExistAndThatSluiceListensTo() throws IOException {
        SluiceConfig config = load().config();
        ClusterConfig cluster = config.cluster().orElseThrow();

        assertThat(ports())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "webhooks", config.ingest().port(),
                        "management", config.management().port(),
                        "cluster", cluster.port(),
                        "bus", cluster.busPort()));
        assertThat(manifest.all(V1Service.class))
                .flatExtracting(service -> service.getSpec().getPorts())
                .extracting(V1ServicePort::getTargetPort)
                .allSatisfy(port -> assertThat(ports()).containsKey(port.getStrValue()));
        assertThat(network().getSpec().getIngress())
                .flatExtracting(rule -> rule.getPorts())
                .extracting(port -> port.getPort().getStrValue())
                .containsExactlyInAnyOrderElementsOf(ports().keySet());
    }

    @Test
    void asksHealthOfTheManagementPort() {
        assertThat(List.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe()))
                .extracting(V1Probe::getHttpGet)
                .allSatisfy(get -> assertThat(get.getPort().getStrValue()).isEqualTo("management"))
                .extracting(get -> get.getPath())
                .containsOnly("/health/live");
    }

    @Test
    void givesSluiceAConfigurationItTakes() throws IOException {
        LoadedConfig loaded = load();
        ClusterConfig cluster = loaded.config().cluster().orElseThrow();

        assertThat(loaded.warnings()).isEmpty();
        assertThat(cluster.nodeId()).isEqualTo("sluice-5d8f7c9b6d-x7k2p");
        assertThat(cluster.host()).isEqualTo("10.1.2.3");
        assertThat(loaded.config().journal().kafka()).isPresent();
    }

    @Test
    void letsNodesFindEachOtherByTheServiceThatNamesThemAll() throws IOException {
        V1Service nodes = manifest.all(V1Service.class).stream()
                .filter(service -> "None".equals(service.getSpec().getClusterIP()))
                .findFirst()
                .orElseThrow();
        ClusterConfig cluster = load().config().cluster().orElseThrow();

        assertThat(nodes.getSpec().getPublishNotReadyAddresses()).isTrue();
        assertThat(cluster.members()).containsExactly(nodes.getMetadata().getName() + ":" + cluster.port());
    }

    @Test
    void keepsSecretsInOneSecretAndTellsItsKeys() throws IOException {
        String readme = Files.readString(FOLDER.resolve("README.md"));

        assertThat(pod.getVolumes().stream().filter(volume -> volume.getSecret() != null))
                .singleElement()
                .satisfies(volume -> assertThat(mounts().get(volume.getName())).isEqualTo("/run/secrets/sluice"));
        assertThat(SECRETS).allSatisfy(key -> assertThat(readme).contains("--from-literal=" + key + "="));
        assertThat(configuration())
                .contains(SECRETS.stream()
                        .map(key -> "${file:/run/secrets/sluice/" + key + "}")
                        .toList());
    }

    @Test
    void mountsWhatItsCommandReads() {
        String folder = mounts().get("configuration");

        assertThat(container.getArgs())
                .containsExactly(
                        "run",
                        "-c",
                        folder + "/"
                                + manifest.only(V1ConfigMap.class)
                                        .getData()
                                        .keySet()
                                        .iterator()
                                        .next());
    }

    @Test
    void writesNowhereButToARoomThatHoldsAllThatMayBeParked() throws IOException {
        DataSize journal = load().config().journal().maxBytes();
        Quantity room = pod.getVolumes().stream()
                .filter(volume -> volume.getEmptyDir() != null)
                .findFirst()
                .orElseThrow()
                .getEmptyDir()
                .getSizeLimit();

        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(mounts()).containsEntry("temporary", "/tmp");
        assertThat(room.getNumber().longValueExact()).isGreaterThan(journal.bytes());
    }

    @Test
    void givesANodeTheTimeThatItTakesToEnd() throws IOException {
        long leaving = container.getLifecycle().getPreStop().getSleep().getSeconds();
        long grace = load().config().shutdown().grace().toSeconds();

        assertThat(leaving).isPositive();
        assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(leaving + grace + CLOSING_SECONDS);
    }

    @Test
    void keepsNodesWhileMachinesAreDrainedAndVersionsChange() {
        int replicas = deployment.getSpec().getReplicas();

        assertThat(budget().getSpec().getMaxUnavailable().getIntValue())
                .isPositive()
                .isLessThan(replicas);
        assertThat(deployment
                        .getSpec()
                        .getStrategy()
                        .getRollingUpdate()
                        .getMaxUnavailable()
                        .getIntValue())
                .isZero();
    }

    /** Kubernetes would set SLUICE_PORT and the like for each service, and Sluice reads those. */
    @Test
    void keepsVariablesOfServicesOut() {
        assertThat(pod.getEnableServiceLinks()).isFalse();
    }

    private V1PodDisruptionBudget budget() {
        return manifest.only(V1PodDisruptionBudget.class);
    }

    private V1NetworkPolicy network() {
        return manifest.only(V1NetworkPolicy.class);
    }

    private Map<String, Integer> ports() {
        return container.getPorts().stream()
                .collect(Collectors.toMap(V1ContainerPort::getName, V1ContainerPort::getContainerPort));
    }

    private Map<String, String> mounts() {
        return container.getVolumeMounts().stream()
                .collect(Collectors.toMap(V1VolumeMount::getName, V1VolumeMount::getMountPath));
    }

    private String configuration() {
        return manifest.only(V1ConfigMap.class).getData().values().iterator().next();
    }

    /** As Sluice reads it in a pod, with secrets in another place. */
    private LoadedConfig load() throws IOException {
        for (String key : SECRETS) {
            Files.writeString(secrets.resolve(key), "0123456789abcdef-" + key);
        }
        PluginRegistry plugins = PluginRegistry.load(KubernetesManifestTest.class.getClassLoader());
        return new ConfigLoader(plugins, new Environment(variables(), Map.of()))
                .loadText("sluice.json", configuration().replace("/run/secrets/sluice", secrets.toString()));
    }

    private Map<String, String> variables() {
        Map<String, String> pod = Map.of("metadata.name", "sluice-5d8f7c9b6d-x7k2p", "status.podIP", "10.1.2.3");
        Map<String, String> variables = new LinkedHashMap<>();
        for (V1EnvVar variable : container.getEnv()) {
            variables.put(
                    variable.getName(),
                    variable.getValue() != null
                            ? variable.getValue()
                            : pod.get(variable.getValueFrom().getFieldRef().getFieldPath()));
        }
        return variables;
    }
}
