using Confluent.Kafka;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Connection;
using ClientConfig = Connect.Runtime.Kafka.ClientConfig;

namespace Connect.Runtime.Tests.Kafka.Connection;

/// <summary>The reasons are those that librdkafka 2.16 gave.</summary>
public class ConnectionTroubleTests
{
    [TestCase(ErrorCode.Local_Transport, "127.0.0.1:1/bootstrap: Connect to ipv4#127.0.0.1:1 failed: Connection refused (after 0ms in state CONNECT)",
        "no connection (Connect to ipv4#127.0.0.1:1 failed: Connection refused)", "bootstrap.servers", false)]
    [TestCase(ErrorCode.Local_Resolve,
        "no-such-host.invalid:9092/bootstrap: Failed to resolve 'no-such-host.invalid:9092': Name or service not known (after 3ms in state CONNECT)",
        "the host name cannot be resolved (Failed to resolve 'no-such-host.invalid:9092': Name or service not known)",
        "Check the host names in bootstrap.servers", false)]
    [TestCase(ErrorCode.Local_Resolve, "kafka-1:9092/1: Failed to resolve 'kafka-1:9092': Name or service not known (after 3ms in state CONNECT)",
        "a broker advertises an address whose host name cannot be resolved here (Failed to resolve 'kafka-1:9092': Name or service not known)",
        "advertised.listeners", false)]
    [TestCase(ErrorCode.Local_BadMsg,
        "10.255.255.1:9092/bootstrap: Receive failed: Invalid response size 1213486160 (0..100000000): increase receive.message.max.bytes (after 0ms "
            + "in state APIVERSION_QUERY)",
        "does not speak Kafka's protocol as this client expects it (Receive failed: Invalid response size 1213486160 (0..100000000))",
        "Check the ports in bootstrap.servers, and security.protocol", false)]
    [TestCase(ErrorCode.Local_Transport,
        "127.0.0.1:18099/bootstrap: ApiVersionRequest failed: Local: Timed out: probably due to broker version < 0.10 (see api.version.request "
            + "configuration) (after 10011ms in state APIVERSION_QUERY)",
        "does not speak Kafka's protocol as this client expects it (ApiVersionRequest failed: Local: Timed out)", "Check the ports", true)]
    [TestCase(ErrorCode.Local_Transport,
        "ssl://127.0.0.1:28103/bootstrap: SSL handshake failed: Disconnected: SSL connection closed by peer: connecting to a PLAINTEXT broker "
            + "listener? (after 2ms in state SSL_HANDSHAKE)",
        "the broker and this client do not agree on encryption or authentication (SSL handshake failed", "security.protocol, sasl.* and ssl.*",
        false)]
    public void What_the_library_says_is_told_apart(ErrorCode code, string reason, string problem, string remedy, bool isSlow)
    {
        var client = new ClientConfig(
            ClientKind.Consumer, "c", new Dictionary<string, string?>())
        { Use = new ClientUse(ClientRole.SinkConsumer, "k", 0) };
        var trouble = ConnectionTrouble.Of(new Error(code, reason), client);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(trouble.Problem, Does.Contain(problem));
            Assert.That(trouble.Remedy, Does.Contain(remedy));
            Assert.That(trouble.IsSlow, Is.EqualTo(isSlow));
        }
    }
}
