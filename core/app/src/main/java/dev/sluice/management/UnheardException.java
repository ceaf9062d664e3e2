package dev.sluice.management;

/** Only a node that did not answer could have said. */
final class UnheardException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnheardException(String message) {
        super(message);
    }
}
