package dev.sluice.spi;

/**
 * What a destination bears in any value of an event. Longer strings are cut, never inside a surrogate pair; objects and arrays
 * nested deeper are passed as JSON text; nulls are left out.
 *
 * @param maxStringLength in UTF-16 units
 * @param maxDepth levels of objects and arrays, the mapped event itself being the first
 */
public record ValueLimits(int maxStringLength, int maxDepth) {

    /** @throws IllegalArgumentException where a limit is not positive */
    public ValueLimits {
        if (maxStringLength < 1 || maxDepth < 1) {
            throw new IllegalArgumentException("value limits must be positive: " + maxStringLength + ", " + maxDepth);
        }
    }
}
