package dev.sluice.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which room may know which: spi, engine, app point one way, plugins know the spi alone, and data walks down the lane. */
@AnalyzeClasses(packages = "dev.sluice", importOptions = ImportOption.DoNotIncludeTests.class)
class DependencyDirectionTest {

    private static final String[] ENGINE = {
        "dev.sluice.cluster..",
        "dev.sluice.config..",
        "dev.sluice.control..",
        "dev.sluice.event..",
        "dev.sluice.expression..",
        "dev.sluice.ingest..",
        "dev.sluice.journal..",
        "dev.sluice.lane..",
        "dev.sluice.plugin..",
        "dev.sluice.relay..",
        "dev.sluice.server..",
        "dev.sluice.tls..",
        "dev.sluice.file..",
        "dev.sluice.reload.."
    };
    private static final String[] PLUGINS = {"dev.sluice.amplitude..", "dev.sluice.mixpanel..", "dev.sluice.posthog.."};
    private static final String[] APP = {"dev.sluice.cli..", "dev.sluice.management..", "dev.sluice.imports.."};

    @ArchTest
    static final ArchRule theSpiKnowsTheJdkAndJacksonOnly = classes()
            .that()
            .resideInAPackage("dev.sluice.spi..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "com.fasterxml.jackson..", "org.jspecify..", "dev.sluice.spi..");

    @ArchTest
    static final ArchRule pluginsKnowTheSpiOnly = classes()
            .that()
            .resideInAnyPackage(PLUGINS)
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("java..", "com.fasterxml.jackson..", "org.jspecify..", "dev.sluice.spi..")
                            .or(resideInAnyPackage(PLUGINS)));

    @ArchTest
    static final ArchRule theEngineKnowsNeitherAppNorPluginsNorTestkit = noClasses()
            .that()
            .resideInAnyPackage(ENGINE)
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("dev.sluice.cli..", "dev.sluice.management..", "dev.sluice.testkit..")
                            .or(resideInAnyPackage(PLUGINS)));

    @ArchTest
    static final ArchRule theTestkitKnowsNothingOfTheRelay = noClasses()
            .that()
            .resideInAPackage("dev.sluice.testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINE)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(APP);

    @ArchTest
    static final ArchRule ingestKnowsNoLane = noClasses()
            .that()
            .resideInAPackage("dev.sluice.ingest..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.sluice.lane..", "dev.sluice.plugin..");

    @ArchTest
    static final ArchRule theJournalKnowsNobodyWhoUsesIt = noClasses()
            .that()
            .resideInAPackage("dev.sluice.journal..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sluice.ingest..",
                    "dev.sluice.lane..",
                    "dev.sluice.plugin..",
                    "dev.sluice.relay..",
                    "dev.sluice.reload..");

    /** So that ingest, journal and lanes may all read events by it. */
    @ArchTest
    static final ArchRule theFormOfAnEventKnowsTheSpiOnly = classes()
            .that()
            .resideInAPackage("dev.sluice.event..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "com.fasterxml.jackson..", "org.jspecify..", "dev.sluice.spi..", "dev.sluice.event..");

    @ArchTest
    static final ArchRule stagesOfALaneDoNotKnowEachOther =
            slices().matching("dev.sluice.lane.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule pluginsDoNotKnowEachOther = slices().matching("dev.sluice.(amplitude|mixpanel|posthog)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule roomsMakeNoCircles =
            slices().matching("dev.sluice.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingDecidedStandsInTheWayOfVertx = noClasses()
            .that()
            .haveSimpleNameEndingWith("Filter")
            .or()
            .haveSimpleNameEndingWith("Mapper")
            .or()
            .haveSimpleNameEndingWith("Cutter")
            .or()
            .haveSimpleNameEndingWith("Tracker")
            .or()
            .haveSimpleName("Dispatch")
            .or()
            .haveSimpleName("WebhookBody")
            .or()
            .haveSimpleName("SignatureCheck")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx..");
}
