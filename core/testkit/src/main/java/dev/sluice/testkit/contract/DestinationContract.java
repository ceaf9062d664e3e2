package dev.sluice.testkit.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.spi.DestinationPlugin;
import dev.sluice.testkit.sandbox.Sandbox;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What every destination keeps. A plugin's author extends it, names the plugin and, where there is one, the sandbox that plays its
 * vendor:
 *
 * <pre>{@code
 * class AcmeContractTest extends DestinationContract {
 *
 *     @Override
 *     protected DestinationPlugin plugin() {
 *         return new AcmePlugin();
 *     }
 *
 *     @Override
 *     protected Optional<Sandbox> sandbox(Vertx vertx, ObjectNode settings) {
 *         return Optional.of(new AcmeSandbox(vertx, settings.path("apiKey").asText()));
 *     }
 * }
 * }</pre>
 *
 * Needs {@code junit-jupiter} beside the testkit. A failure says what is wrong and what to do.
 */
public abstract class DestinationContract {

    /** The plugin, as {@code new}: called for every test. */
    protected abstract DestinationPlugin plugin();

    /**
     * The vendor's sandbox, not started; without one, its tests are skipped.
     *
     * @param settings the schema's first example, whose credentials the sandbox is to take
     */
    protected Optional<Sandbox> sandbox(Vertx vertx, ObjectNode settings) {
        return Optional.empty();
    }

    /**
     * Changes the example settings so that requests go to the sandbox, which is started. By default the setting {@code endpoint}
     * becomes the sandbox's address with the path of the example's own endpoint.
     */
    protected void pointAt(Sandbox sandbox, ObjectNode settings) {
        String path = plugin().configure(settings.deepCopy()).endpoint().getRawPath();
        settings.put("endpoint", sandbox.uri(path).toString());
    }

    /** Webhooks that matter to this destination, besides one of each kind that Customer.io documents. */
    protected List<ObjectNode> exampleWebhooks() {
        return List.of();
    }

    /** Whether a web page can be this destination's own answer to what it took in. */
    protected boolean answersWithPages() {
        return false;
    }

    /** How a mapped event's JSON, in UTF-8, stands in the body of a request: by default as it is. */
    protected byte[] inRequest(byte[] json) {
        return json;
    }

    @Test
    void itsNameIsOneThatConfigurationsCanWrite() {
        new IdentityChecks(candidate()).name();
    }

    @Test
    void itSaysInOneSentenceWhatItIs() {
        new IdentityChecks(candidate()).description();
    }

    @Test
    void itsEditionOfTheSpiFits() {
        new IdentityChecks(candidate()).edition();
    }

    @Test
    void theServiceLoaderFindsIt() {
        new IdentityChecks(candidate()).serviceLoader();
    }

    @Test
    void itsTargetsHaveNamesAndAreThereOnce() {
        new MappingChecks(candidate()).targets();
    }

    @Test
    void sourcesAndConversionsAreDescribed() {
        new MappingChecks(candidate()).descriptions();
    }

    @Test
    void requiredFieldsAreFilledForEveryDocumentedEvent() {
        new MappingChecks(candidate()).requiredRows();
    }

    @Test
    void mappingLeavesTheEventAsItIs() {
        new MappingChecks(candidate()).documentUnchanged();
    }

    @Test
    void mappingGivesTheSameEachTime() {
        new MappingChecks(candidate()).deterministic();
    }

    @Test
    void itKnowsWhomAnEventIsAbout() {
        new MappingChecks(candidate()).identities();
    }

    @Test
    void itMapsWhateverAnEventHolds() {
        new MappingChecks(candidate()).anythingGoes();
    }

    @Test
    void theSettingsSchemaIsOne() {
        new SettingsChecks(candidate()).validSchema();
    }

    @Test
    void everySettingIsDescribed() {
        new SettingsChecks(candidate()).descriptions();
    }

    @Test
    void theFirstExampleIsWholeAndValid() {
        new SettingsChecks(candidate()).example();
    }

    @Test
    void requiredSettingsCannotBeLeftOutOrEmpty() {
        new SettingsChecks(candidate()).requiredSettings();
    }

    @Test
    void allOtherSettingsCanBeLeftOut() {
        new SettingsChecks(candidate()).optionalSettings();
    }

    @Test
    void defaultsAreValid() {
        new SettingsChecks(candidate()).defaults();
    }

    @Test
    void unknownSettingsAreRefused() {
        new SettingsChecks(candidate()).unknownSetting();
    }

    @Test
    void secretsAreMarked() {
        new SettingsChecks(candidate()).secretsMarked();
    }

    @Test
    void secretsAreKeptOutOfSight() {
        new SecretChecks(candidate()).keptOutOfSight();
    }

    @Test
    void settingsWorkOrAreRefusedWithAReason() {
        new SettingsChecks(candidate()).everyAcceptedValueWorks();
    }

    @Test
    void endpointsAreAddresses() {
        new EndpointChecks(candidate()).addresses();
    }

    @Test
    void regionsHaveTheEndpointsThatAreDeclared() {
        new EndpointChecks(candidate()).regions();
    }

    @Test
    void aFullBatchKeepsToTheLimits() {
        new LimitChecks(candidate()).fullBatch();
    }

    @Test
    void theLargestEventFitsIntoARequest() {
        new LimitChecks(candidate()).largestEvent();
    }

    @Test
    void requestsHaveTheFormOfRequests() {
        new RequestChecks(candidate()).form();
    }

    @Test
    void aRequestHoldsTheEventsAsGivenAndInOrder() {
        new RequestChecks(candidate()).eventsInOrder(this::inRequest);
    }

    @Test
    void aRequestWeighsItsEnvelopeAndItsEvents() {
        new RequestChecks(candidate()).envelope();
    }

    @Test
    void oneBatchAtOneInstantMakesTheSameRequest() {
        new RequestChecks(candidate()).sameBytes();
    }

    @Test
    void everyAnswerMeansSomething() {
        new AnswerChecks(candidate()).neverFails();
    }

    @Test
    void sortedBatchesHaveAFateForEachEvent() {
        new AnswerChecks(candidate()).fates();
    }

    @Test
    void nothingButSuccessIsDelivered() {
        new AnswerChecks(candidate()).deliveredOnSuccessOnly();
    }

    @Test
    void textsOfAnswersAreFitToBeShown() {
        new AnswerChecks(candidate()).texts();
    }

    @Test
    void refusedCredentialsWaitForAPerson() {
        new AnswerChecks(candidate()).unauthorized();
    }

    @Test
    void aWrongAddressDropsNothing() {
        new AnswerChecks(candidate()).wrongAddress();
    }

    @Test
    void aDestinationThatIsDownDropsNothing() {
        new AnswerChecks(candidate()).unavailable();
    }

    @Test
    void aRequestThatIsTooLargeIsHalved() {
        new AnswerChecks(candidate()).tooLarge();
    }

    @Test
    void aRefusalThatNamesNoEventBlamesNone() {
        new AnswerChecks(candidate()).badRequest();
    }

    @Test
    void tooManyRequestsMeansToWait() {
        new AnswerChecks(candidate()).tooMany();
    }

    @Test
    void aWebPageIsNoSuccess() {
        assumeTrue(!answersWithPages(), "this destination answers with pages");
        new AnswerChecks(candidate()).pages();
    }

    @Test
    void itHoldsNoState() {
        new StateChecks(candidate()).fields();
    }

    @Test
    void itLeavesNetworkFilesThreadsAndLogsToTheEngine() {
        new StateChecks(candidate()).leavesTheEnginesWork();
    }

    @Test
    void itStartsNoThread() {
        new StateChecks(candidate()).startsNoThread();
    }

    @Test
    void destinationsOfOnePluginDoNotMeet() {
        new IsolationChecks(candidate()).twoDestinations();
    }

    @Test
    void aDestinationKeepsNoHoldOfItsSettings() {
        new SecretChecks(candidate()).independentOfTheSettingsObject();
    }

    @Test
    void severalThreadsMayCallAtOnce() {
        new IsolationChecks(candidate()).threads();
    }

    @Test
    void itsVendorTakesABatchAndRecordsTheIds() {
        withSandbox(SandboxChecks::delivers);
    }

    @Test
    void itsVendorTakesBatchesUpToTheLimits() {
        withSandbox(SandboxChecks::deliversFullBatches);
    }

    @Test
    void itsVendorTakesACopyOnceWhereItSaysSo() {
        withSandbox(SandboxChecks::takesACopyOnce);
    }

    @Test
    void aProbeSucceedsAndDeliversNothing() {
        withSandbox(SandboxChecks::probes);
    }

    @Test
    void wrongCredentialsWaitForAPerson() {
        withSandbox(SandboxChecks::wrongCredentials);
    }

    @Test
    void itsVendorsFaultsAreReadForWhatTheyAre() {
        withSandbox(SandboxChecks::faults);
    }

    private Candidate candidate() {
        return Candidate.of(plugin(), exampleWebhooks());
    }

    private void withSandbox(Consumer<SandboxChecks> check) {
        Candidate candidate = candidate();
        ObjectNode settings = candidate.example();
        Vertx vertx = Vertx.vertx();
        try {
            Optional<Sandbox> sandbox = sandbox(vertx, settings.deepCopy());
            assumeTrue(sandbox.isPresent(), "no sandbox plays this vendor");
            SandboxRun run = new SandboxRun(sandbox.orElseThrow());
            pointAt(run.sandbox(), settings);
            check.accept(new SandboxChecks(candidate, run, settings));
        } finally {
            vertx.close().await();
        }
    }
}
