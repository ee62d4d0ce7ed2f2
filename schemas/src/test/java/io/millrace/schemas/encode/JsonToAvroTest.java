// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.schemas.Schemas;
import io.millrace.schemas.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;

class JsonToAvroTest {
    private static final String CLICK =
            "'id':'a','requestId':'b','timestamp':5,'method':'GET','path':'/ä','status':200,"
                    + "'bytes':3000000000,'userAgent':'x'";
    private static final Schema KINDS = schema("""
            {'type':'record','name':'Kinds','fields':[
              {'name':'bool','type':'boolean'}, {'name':'f','type':'float'}, {'name':'d','type':'double'},
              {'name':'raw','type':'bytes'}, {'name':'four','type':{'type':'fixed','name':'Four','size':4}},
              {'name':'list','type':{'type':'array','items':'int'}},
              {'name':'map','type':{'type':'map','values':['null','long','double','string']}},
              {'name':'shape','type':[
                {'type':'record','name':'Circle','fields':[{'name':'radius','type':'int'}]},
                {'type':'record','name':'Square','fields':[{'name':'side','type':'int'}]}]},
              {'name':'optional','type':['null','Circle']},
              {'name':'numbers','type':{'type':'array','items':'int'},'default':[7,8]}]}""");

    @Test
    void shouldFrameTheEventWithTheSchemasId() throws Exception {
        byte[] event = new JsonToAvro(258, Schemas.CLICK).event(json("{" + CLICK + "}"));

        assertThat(Arrays.copyOf(event, 5)).containsExactly(0, 0, 0, 1, 2);
    }

    @Test
    void shouldTakeDefaultsAndPlainUnionValues() throws Exception {
        GenericRecord click = convert(Schemas.CLICK, "{" + CLICK + ",'user':'me'}");

        assertThat(click.get("user")).hasToString("me");
        assertThat(click.get("referrer")).isNull();
        assertThat(click.get("path")).hasToString("/ä");
        assertThat(click.get("bytes")).isEqualTo(3_000_000_000L);
        assertThat(click.get("method")).hasToString("GET");
    }

    @Test
    void shouldWriteEveryType() throws Exception {
        GenericRecord all = convert(KINDS, """
                {'bool':true,'f':1.5,'d':-2,'raw':'\\u0000ÿ','four':'abcd','list':[1,-2,3],
                 'map':{'n':null,'l':1,'d':1.5,'s':'t'},'shape':{'side':3},'numbers':[]}""");

        assertThat(all.get("bool")).isEqualTo(true);
        assertThat(all.get("f")).isEqualTo(1.5f);
        assertThat(all.get("d")).isEqualTo(-2.0);
        assertThat(all.get("raw")).isEqualTo(ByteBuffer.wrap(new byte[] {0, -1}));
        assertThat(((GenericFixed) all.get("four")).bytes()).isEqualTo(json("abcd"));
        assertThat(all.get("list")).hasToString("[1, -2, 3]");
        assertThat(all.get("map").toString()).contains("1.5", "null", "1", "t");
        assertThat(((GenericRecord) all.get("shape")).getSchema().getName()).isEqualTo("Square");
        assertThat(all.get("optional")).isNull();
        assertThat(all.get("numbers")).hasToString("[]");
    }

    @Test
    void shouldUseADefaultOfAnyType() throws Exception {
        GenericRecord all = convert(
                KINDS, "{'bool':true,'f':1,'d':1,'raw':'','four':'abcd','list':[],'map':{},'shape':{'radius':3}}");

        assertThat(all.get("numbers")).hasToString("[7, 8]");
    }

    @Test
    void shouldNameTheFieldThatDoesNotFit() {
        assertThat(fault(Schemas.CLICK, "{" + CLICK.replace("200", "'no'") + "}"))
                .isEqualTo("field status: JSON string where the schema has int");
        assertThat(fault(Schemas.CLICK, "{" + CLICK.replace("200", "3000000000") + "}"))
                .isEqualTo("field status: JSON integer where the schema has int, which it does not fit");
        assertThat(fault(Schemas.CLICK, "{" + CLICK.replace("GET", "secret") + "}"))
                .isEqualTo("field method: JSON string where the schema has one of the symbols of"
                        + " io.millrace.sample.Method");
        assertThat(fault(Schemas.CLICK, "{" + CLICK + ",'user':5}"))
                .isEqualTo("field user: JSON integer where the schema has [null, string]");
    }

    /** UTF-8 has none, and Java would write a question mark. */
    @Test
    void shouldRefuseHalfOfACharacter() {
        assertThat(fault(Schema.createMap(Schema.create(Schema.Type.STRING)), "{'a':'\\ud800'}"))
                .isEqualTo("field a: an unpaired surrogate, which is not a character");
    }

    @Test
    void shouldNameTheFieldInsideOthers() {
        String order = "{'id':'1','orderId':'1','timestamp':1,'customer':'c','symbol':'S','lines':["
                + "{'venue':'v','quantity':1,'priceCents':1},{'venue':'v','quantity':1.5,'priceCents':1}]}";

        assertThat(fault(Schemas.ORDER, order))
                .isEqualTo("field lines[1].quantity: JSON number where the schema has int, which it does not fit");
    }

    @Test
    void shouldRefuseAbsentAndUnknownFields() {
        assertThat(fault(Schemas.CLICK, "{}")).isEqualTo("field id: absent, and the schema has no default for it");
        assertThat(fault(Schemas.CLICK, "{" + CLICK + ",'extra':{}}"))
                .isEqualTo("field extra: not in the schema's record io.millrace.sample.Click");
    }

    @Test
    void shouldRefuseWhatIsNoJsonWithoutQuotingIt() {
        for (String line : new String[] {"secret", "{'a':secret}", "{} secret", "{'secret':1,'secret':2}", "{'a':"}) {
            assertThat(fault(Schemas.CLICK, line))
                    .startsWith("not a single valid JSON value")
                    .doesNotContain("secret");
        }
        assertThat(fault(Schemas.CLICK, "[]"))
                .isEqualTo("JSON array where the schema has the record io.millrace.sample.Click");
    }

    @Test
    void shouldConvertTheNextLineAfterABadOne() throws Exception {
        JsonToAvro avro = new JsonToAvro(1, Schemas.CLICK);
        byte[] expected = avro.event(json("{" + CLICK + "}"));
        catchThrowableOfType(UnfitJsonException.class, () -> avro.event(json("{" + CLICK + ",'user':5}")));

        byte[] event = avro.event(json("{" + CLICK + "}"));

        assertThat(event).isEqualTo(expected);
    }

    private static GenericRecord convert(Schema schema, String line) throws UnfitJsonException, IOException {
        byte[] event = new JsonToAvro(1, schema).event(json(line));
        int length = event.length - WireFormat.PREFIX_BYTES;
        BinaryDecoder in = DecoderFactory.get().binaryDecoder(event, WireFormat.PREFIX_BYTES, length, null);
        GenericRecord datum = new GenericDatumReader<GenericRecord>(schema).read(null, in);
        assertThat(in.isEnd()).isTrue();
        return datum;
    }

    private static String fault(Schema schema, String line) {
        return catchThrowableOfType(UnfitJsonException.class, () -> new JsonToAvro(1, schema).event(json(line)))
                .getMessage();
    }

    private static Schema schema(String text) {
        return new Schema.Parser().parse(text.replace('\'', '"'));
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
