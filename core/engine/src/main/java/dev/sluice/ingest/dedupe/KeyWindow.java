package dev.sluice.ingest.dedupe;

/**
 * The newest of many 64-bit keys, each once: 24 to 40 bytes a key, whatever comes. Adding one more than it holds forgets the oldest.
 * For one thread.
 */
final class KeyWindow {

    /** Marks a free slot; a key of this value is kept beside the table. */
    private static final long FREE = 0;

    private final long[] order;
    private final long[] slots;
    private final int mask;
    private boolean holdsFree;
    private int count;
    private int next;

    /** @param maxKeys at least 1 */
    KeyWindow(int maxKeys) {
        order = new long[maxKeys];
        slots = new long[Math.max(2, Integer.highestOneBit(maxKeys) << 2)];
        mask = slots.length - 1;
    }

    boolean contains(long key) {
        return key == FREE ? holdsFree : slots[slot(key)] == key;
    }

    /** Adds a key that is not in it yet; one that is stays where it is. */
    void add(long key) {
        if (contains(key)) {
            return;
        }
        if (count == order.length) {
            remove(order[next]);
        } else {
            count++;
        }
        order[next] = key;
        next = next + 1 == order.length ? 0 : next + 1;
        if (key == FREE) {
            holdsFree = true;
        } else {
            slots[slot(key)] = key;
        }
    }

    int size() {
        return count;
    }

    /** Where the key is, or would be. */
    private int slot(long key) {
        int slot = home(key);
        while (slots[slot] != FREE && slots[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private int home(long key) {
        return (int) (key ^ key >>> 32) & mask;
    }

    /** Closes the gap, so that no key behind it is lost: linear probing without tombstones. */
    private void remove(long key) {
        if (key == FREE) {
            holdsFree = false;
            return;
        }
        int gap = slot(key);
        slots[gap] = FREE;
        int slot = gap + 1 & mask;
        while (slots[slot] != FREE) {
            int home = home(slots[slot]);
            // Between gap and slot, around the table's end: the key can't be nearer to its home.
            boolean stays = gap <= slot ? gap < home && home <= slot : gap < home || home <= slot;
            if (!stays) {
                slots[gap] = slots[slot];
                slots[slot] = FREE;
                gap = slot;
            }
            slot = slot + 1 & mask;
        }
    }
}
