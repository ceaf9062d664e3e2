package dev.sluice.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.sluice.spi.InvalidSettingsException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What is sent for an event, in CEL over {@code event_id}, {@code object_type}, {@code metric}, {@code timestamp} (seconds) and
 * {@code data}, with CEL's own extensions for strings, base64, optional values and bindings. Compiled once; safe for several threads.
 */
final class BodyTemplate {

    private static final String POINTER = "/body";

    /** Loops over lists in an event end here, since all events of a lane wait for the one that is mapped. */
    private static final int MAX_ITERATIONS = 10_000;

    private static final CelOptions OPTIONS =
            CelOptions.current().comprehensionMaxIterations(MAX_ITERATIONS).build();

    /** What may come out; what it is can't be told before in an expression such as {@code data.payload}. */
    private static final Set<CelKind> KINDS = Set.of(CelKind.MAP, CelKind.LIST, CelKind.STRING, CelKind.DYN);

    private static final Set<CelErrorCode> OF_THE_TEMPLATE = Set.of(
            CelErrorCode.ATTRIBUTE_NOT_FOUND,
            CelErrorCode.INDEX_OUT_OF_BOUNDS,
            CelErrorCode.DIVIDE_BY_ZERO,
            CelErrorCode.OVERLOAD_NOT_FOUND,
            CelErrorCode.NUMERIC_OVERFLOW,
            CelErrorCode.ITERATION_BUDGET_EXCEEDED);

    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addLibraries(
                    CelExtensions.optional(),
                    CelExtensions.strings(),
                    CelExtensions.encoders(OPTIONS),
                    CelExtensions.bindings())
            .addVar("event_id", SimpleType.STRING)
            .addVar("object_type", SimpleType.STRING)
            .addVar("metric", SimpleType.STRING)
            .addVar("timestamp", SimpleType.INT)
            .addVar("data", MapType.create(SimpleType.STRING, SimpleType.DYN))
            .build();

    private static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(CelExtensions.optional(), CelExtensions.strings(), CelExtensions.encoders(OPTIONS))
            .build();

    private final CelRuntime.Program program;

    private BodyTemplate(CelRuntime.Program program) {
        this.program = program;
    }

    /** @throws InvalidSettingsException with a message that points into the expression, where it is no template */
    static BodyTemplate compile(String expression) {
        try {
            CelAbstractSyntaxTree tree = COMPILER.compile(expression).getAst();
            CelType result = tree.getResultType();
            if (!KINDS.contains(result.kind())) {
                throw new InvalidSettingsException(
                        POINTER,
                        "gives " + result.name() + "; write an expression that gives a map, a list or a string");
            }
            return new BodyTemplate(RUNTIME.createProgram(tree));
        } catch (CelValidationException | CelEvaluationException invalid) {
            throw new InvalidSettingsException(POINTER, "is no template in CEL: " + invalid.getMessage());
        }
    }

    /**
     * The body for an event.
     *
     * @param document an event's document
     * @throws TemplateFailedException where it gives none, such as for a field that the event does not have
     */
    JsonNode apply(JsonNode document) {
        JsonNode data = document.path("data");
        Map<String, Object> variables = Map.of(
                "event_id", document.path("event_id").asText(),
                "object_type", document.path("object_type").asText(),
                "metric", document.path("metric").asText(),
                "timestamp", Math.floorDiv(document.path("timestamp").asLong(), 1000L),
                "data", CelValues.of(data.isObject() ? data : JsonNodeFactory.instance.objectNode()));
        try {
            JsonNode body = JsonValues.of(program.eval(variables));
            if (body.isContainerNode() || body.isTextual()) {
                return body;
            }
            throw new TemplateFailedException("the template in settings.body gives "
                    + body.getNodeType().name().toLowerCase(Locale.ROOT)
                    + " for this event; it must give a map, a list or a string");
        } catch (CelEvaluationException failed) {
            throw new TemplateFailedException("the template in settings.body fails on this event: " + why(failed));
        }
    }

    /** CEL's own words where they speak of the template; other words may quote the event, and what is thrown here is logged. */
    private static String why(CelEvaluationException failed) {
        if (OF_THE_TEMPLATE.contains(failed.getErrorCode())) {
            return String.valueOf(failed.getMessage());
        }
        String message = String.valueOf(failed.getMessage());
        int place = message.indexOf(": ");
        String code = failed.getErrorCode().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return (place < 0 ? "" : message.substring(0, place) + ": ") + code;
    }
}
