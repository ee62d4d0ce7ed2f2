// SPDX-License-Identifier: Apache-2.0
package io.millrace.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.RestService;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaLookupTest {
    private static final String REFERRING =
            "{\"schema\":\"\\\"a.B\\\"\"," + "\"references\":[{\"name\":\"a.B\",\"subject\":\"b\",\"version\":1}]}";

    private HttpRegistry registry;
    private SchemaRegistryClient client;

    @BeforeEach
    void start() throws IOException {
        registry = HttpRegistry.plain();
        client = RegistryConnection.over(new RestService(registry.url()));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private Schema answered(int status, String body) throws Exception {
        registry.answering(7, status, body);
        return SchemaLookup.avro(client, 7);
    }

    private static String served(String schema) {
        return "{\"schema\":\"" + schema.replace("\"", "\\\"") + "\"}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | 40403 | the registry has no schema with id 7",
                "400 | 0     | the registry answered HTTP 400, error code 0, to the request for the schema with id 7",
                "409 | 409   | HTTP 409",
                "410 | 0     | HTTP 410",
                "422 | 42201 | HTTP 422"
            })
    void shouldTakeAnAnswerAboutTheIdForOne(int status, int code, String why) {
        assertThatThrownBy(() -> answered(status, "{\"error_code\":" + code + ",\"message\":\"no\"}"))
                .isInstanceOf(UnusableSchemaException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({
        "401,40101,REFUSED", "403,40301,REFUSED", "407,0,REFUSED", "408,0,AWAY", "425,0,AWAY", "429,42901,AWAY",
        "404,0,AWAY", "404,404,AWAY", "404,40401,AWAY", "500,50001,AWAY", "503,0,AWAY", "599,0,AWAY"
    })
    void shouldNotTakeAnyOtherAnswerForOne(int status, int code, RegistryFailure failure) {
        assertThatThrownBy(() -> answered(status, "{\"error_code\":" + code + ",\"message\":\"no\"}"))
                .isInstanceOfSatisfying(RestClientException.class, e -> assertThat(RegistryFailure.of(e))
                        .isEqualTo(failure));
    }

    /** What stands before a registry answers what it likes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | <html/>",
                "404 | {\"message\":\"no Route matched\"}",
                "404 | ''",
                "302 | ''",
                "502 | <html/>"
            })
    void shouldNotBelieveAGateway(int status, String body) {
        assertThatThrownBy(() -> answered(status, body))
                .isInstanceOfSatisfying(RestClientException.class, e -> assertThat(RegistryFailure.of(e))
                        .isEqualTo(RegistryFailure.AWAY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html/>", "[]", "{}", "{\"schema\":null}", "null"})
    void shouldNotTakeNonsenseForASchema(String body) {
        assertThatThrownBy(() -> answered(200, body)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"com.my-company.orders\",\"fields\":[]}",
                "{\"type\":\"record\",\"name\":\"com.my-company.Order-1\",\"fields\":[{\"name\":\"a-b\",\"type\":\"int\"}]}",
                "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A-1\",\"1\"]}",
                "{\"type\":\"fixed\",\"name\":\"$\",\"size\":1}",
                "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"i\",\"type\":\"int\",\"default\":\"abc\"}]}"
            })
    void shouldReadWhatOtherProducersRegister(String schema) throws Exception {
        assertThat(answered(200, served(schema)).getType()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"nonsense\"}                        | cannot be read as Avro: ",
                "{}                                             | cannot be read as Avro: ",
                "{\"type\":\"record\",\"name\":\"R\"}           | cannot be read as Avro: ",
                "{                                              | cannot be read as Avro: "
            })
    void shouldSayWhyASchemaCannotBeRead(String schema, String why) {
        assertThatThrownBy(() -> answered(200, served(schema)))
                .isInstanceOf(UnusableSchemaException.class)
                .hasMessageStartingWith("the schema with id 7 " + why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JSON", "PROTOBUF"})
    void shouldSayThatASchemaIsNotAvro(String type) {
        assertThatThrownBy(() -> answered(200, "{\"schemaType\":\"" + type + "\",\"schema\":\"{}\"}"))
                .isInstanceOf(UnusableSchemaException.class)
                .hasMessage("the schema with id 7 is not Avro");
    }

    @Test
    void shouldFollowAReference() throws Exception {
        registry.answeringPath(
                "/subjects/b/versions/1",
                200,
                "{\"subject\":\"b\",\"version\":1,\"id\":3,\"schema\":"
                        + "\"{\\\"type\\\":\\\"fixed\\\",\\\"name\\\":\\\"a.B\\\",\\\"size\\\":4}\"}");

        assertThat(answered(200, REFERRING).getFixedSize()).isEqualTo(4);
    }

    @Test
    void shouldSayThatAReferenceLeadsNowhere() {
        registry.answeringPath("/subjects/b/versions/1", 404, "{\"error_code\":40401,\"message\":\"no\"}");

        assertThatThrownBy(() -> answered(200, REFERRING))
                .isInstanceOf(UnusableSchemaException.class)
                .hasMessageContaining("refers to another one");
    }

    @ParameterizedTest
    @CsvSource({"503,50001,AWAY", "404,0,AWAY", "403,40301,REFUSED"})
    void shouldNotBlameTheSchemaForAReferenceThatNobodyJudged(int status, int code, RegistryFailure failure) {
        registry.answeringPath("/subjects/b/versions/1", status, "{\"error_code\":" + code + ",\"message\":\"no\"}");

        assertThatThrownBy(() -> answered(200, REFERRING))
                .isInstanceOfSatisfying(RestClientException.class, e -> assertThat(RegistryFailure.of(e))
                        .isEqualTo(failure));
    }

    @Test
    void shouldFailAsUnanswered() {
        registry.close();

        assertThatThrownBy(() -> SchemaLookup.avro(client, 7)).isInstanceOf(IOException.class);
    }
}
