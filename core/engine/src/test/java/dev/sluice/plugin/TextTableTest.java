package dev.sluice.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void columnsAreAsWideAsTheirLongestText() {
        TextTable table = new TextTable(20, 20);
        table.row("a", "first");
        table.row("longer", "second");

        assertThat(table).hasToString("""
                \s a       first
                \s longer  second
                """);
    }

    @Test
    void longTextGoesOnInItsColumn() {
        TextTable table = new TextTable(20, 11);
        table.row("field", "where it all comes from");
        table.row("next", "unbreakably-long");

        assertThat(table).hasToString("""
                \s field  where it
                \s        all comes
                \s        from
                \s next   unbreakably-long
                """);
    }
}
