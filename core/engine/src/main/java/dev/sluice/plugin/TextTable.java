package dev.sluice.plugin;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns as wide as they need to be, up to a bound; longer text goes on in the next line of its column. */
final class TextTable {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final int[] widest;

    /** @param widest for each column the most characters in a line */
    TextTable(int... widest) {
        this.widest = widest.clone();
    }

    /** @param cells one for each column */
    void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** The lines, each indented and ended. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        int[] widths = widths();
        for (List<String> row : rows) {
            List<List<String>> columns = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                columns.add(wrapped(row.get(i), widths[i]));
            }
            int lines = columns.stream().mapToInt(List::size).max().orElse(0);
            for (int line = 0; line < lines; line++) {
                StringBuilder joined = new StringBuilder();
                for (int i = 0; i < columns.size(); i++) {
                    List<String> column = columns.get(i);
                    String cell = line < column.size() ? column.get(line) : "";
                    joined.append(GAP).append(cell).append(" ".repeat(Math.max(0, widths[i] - cell.length())));
                }
                text.append(joined.toString().stripTrailing()).append('\n');
            }
        }
        return text.toString();
    }

    private int[] widths() {
        int[] widths = new int[widest.length];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                int length = row.get(i).length();
                widths[i] = Math.max(widths[i], Math.min(length, widest[i]));
            }
        }
        return widths;
    }

    /** At spaces; a word that is wider than the column sticks out. */
    private static List<String> wrapped(String cell, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : cell.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
