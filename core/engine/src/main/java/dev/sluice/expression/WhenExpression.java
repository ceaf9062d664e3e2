package dev.sluice.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.sluice.spi.Event;
import java.util.Map;
import java.util.Optional;

/**
 * A condition in CEL over {@code object_type}, {@code metric}, {@code data} and {@code timestamp} (seconds, as sent), compiled once. Safe for several
 * threads.
 */
public final class WhenExpression {

    private final CelRuntime.Program program;

    private WhenExpression(CelRuntime.Program program) {
        this.program = program;
    }

    /**
     * Compiles an expression.
     *
     * @throws InvalidExpressionException with a message that points into the expression, where it is no condition
     */
    public static WhenExpression compile(String expression) {
        try {
            CelAbstractSyntaxTree tree = CelCompilerFactory.standardCelCompilerBuilder()
                    .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                    .addVar("object_type", SimpleType.STRING)
                    .addVar("metric", SimpleType.STRING)
                    .addVar("data", MapType.create(SimpleType.STRING, SimpleType.DYN))
                    .addVar("timestamp", SimpleType.INT)
                    .setResultType(SimpleType.BOOL)
                    .build()
                    .compile(expression)
                    .getAst();
            return new WhenExpression(
                    CelRuntimeFactory.standardCelRuntimeBuilder().build().createProgram(tree));
        } catch (CelValidationException | CelEvaluationException invalid) {
            throw new InvalidExpressionException(invalid.getMessage());
        }
    }

    /** Whether the event meets the condition; empty where that can't be worked out, such as for a field it does not have. */
    public Optional<Boolean> holds(Event event) {
        Map<String, Object> variables = Map.of(
                "object_type", event.objectType(),
                "metric", event.metric(),
                "data", CelValues.of(object(event.data())),
                "timestamp", Math.floorDiv(event.timestampMillis(), 1000L));
        try {
            return Optional.of(Boolean.TRUE.equals(program.eval(variables)));
        } catch (CelEvaluationException undecided) {
            return Optional.empty();
        }
    }

    private static JsonNode object(JsonNode data) {
        return data.isObject() ? data : JsonNodeFactory.instance.objectNode();
    }
}
