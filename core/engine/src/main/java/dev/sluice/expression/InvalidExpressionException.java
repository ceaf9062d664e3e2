package dev.sluice.expression;

/** An expression that does not compile; the message points into it. */
public final class InvalidExpressionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidExpressionException(String message) {
        super(message);
    }
}
