package dev.sluice.spi;

import static dev.sluice.spi.Source.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MappingTest {

    private static Mapping mapping(MappingRow... rows) {
        return new Mapping(List.of(rows), Set.of(), new ValueLimits(1024, 40));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    @Test
    void laterRowsAddToTheObjectsOfEarlierOnes() throws JsonProcessingException {
        Mapping mapping = mapping(
                MappingRow.optional("properties", at("/data"), Conversion.NONE),
                MappingRow.optional("properties.id", at("/event_id"), Conversion.TEXT),
                MappingRow.optional("properties.absent", at("/nowhere"), Conversion.TEXT));

        assertThat(mapping.map(json("{'event_id':7,'data':{'a':1}}")))
                .isEqualTo(json("{'properties':{'a':1,'id':'7'}}"));
    }

    @Test
    void theDocumentIsLeftAsItIs() throws JsonProcessingException {
        Mapping mapping = mapping(
                MappingRow.optional("properties", at("/data"), Conversion.NONE),
                MappingRow.optional("properties.inner.id", at("/event_id"), Conversion.NONE));
        JsonNode document = json("{'event_id':'e','data':{'inner':{'a':1}}}");

        assertThat(mapping.map(document)).isEqualTo(json("{'properties':{'inner':{'a':1,'id':'e'}}}"));
        assertThat(document).isEqualTo(json("{'event_id':'e','data':{'inner':{'a':1}}}"));
    }

    @Test
    void aRowNeedsATarget() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MappingRow.required(" ", at("/event_id"), Conversion.NONE));
    }
}
