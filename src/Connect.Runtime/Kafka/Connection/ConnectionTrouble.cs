using System.Text.RegularExpressions;
using Confluent.Kafka;

namespace Connect.Runtime.Kafka.Connection;

/// <summary>What keeps a client from its brokers, in words for people.</summary>
/// <param name="Problem">What is wrong, with what the client's library says of it.</param>
/// <param name="Remedy">What to look at: a sentence that names the keys.</param>
/// <param name="IsSlow">Whether an attempt that fails so takes its time, so that no error for some seconds means nothing.</param>
internal sealed partial record ConnectionTrouble(string Problem, string Remedy, bool IsSlow)
{
    /// <summary>Reads the library's error.</summary>
    /// <param name="error">The error.</param>
    /// <param name="client">The client that reported it.</param>
    public static ConnectionTrouble Of(Error error, ClientConfig client)
    {
        var (broker, reason) = error.Code == ErrorCode.Local_AllBrokersDown ? (null, "") : Split(error.Reason);
        var isSlow = error.Code == ErrorCode.Local_TimedOut || reason.Contains("timed out", StringComparison.OrdinalIgnoreCase);
        var (problem, remedy) = KindOf(error, reason) switch
        {
            Kind.UnknownHost when IsAnnounced(broker) => (
                "a broker announces an address whose host name is not known here", "Check the broker's advertised.listeners: every client has to be able to resolve and reach them."),
            Kind.UnknownHost => ("the host name is not known", $"Check the host names in {client.BootstrapKey}."),
            Kind.NotKafka => ("what answers there does not speak Kafka's protocol in the way this client does", $"Check the ports in {client.BootstrapKey}, and security.protocol: {KeysOf(client)}."),
            Kind.Security => ("the broker and this client do not agree on encryption or login", $"Check security.protocol, sasl.* and ssl.*: {KeysOf(client)}."),
            _ when IsAnnounced(broker) => ("no connection", $"Check that the broker at {broker} runs: a broker of {client.BootstrapKey} announces it in advertised.listeners."),
            _ => ("no connection", $"Check that the broker runs and that {client.BootstrapKey} names its host and port."),
        };
        return new ConnectionTrouble(reason.Length == 0 ? problem : $"{problem} ({reason})", remedy, isSlow);
    }

    /// <summary>A broker is connected and does not answer.</summary>
    /// <param name="silence">For how long.</param>
    /// <param name="client">The client.</param>
    public static ConnectionTrouble NoAnswer(TimeSpan silence, ClientConfig client) => new(
        $"a broker is connected but has not answered for {(long)silence.TotalSeconds} s", $"Look at the brokers of {client.BootstrapKey}: one may hang, or the network lose what is sent.", IsSlow: true);

    /// <summary>Where the client's security settings stand.</summary>
    private static string KeysOf(ClientConfig client)
    {
        var kind = client.Kind.ToString().ToLowerInvariant();
        return client.Use is { Connector: not null }
            ? $"'{kind}.' and the key in the worker's configuration, '{kind}.override.' and the key in the connector's"
            : "the keys without a prefix in the worker's configuration";
    }

    private static Kind KindOf(Error error, string reason) => error.Code switch
    {
        ErrorCode.Local_Resolve => Kind.UnknownHost,
        ErrorCode.Local_BadMsg => Kind.NotKafka,
        ErrorCode.Local_Ssl or ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed or ErrorCode.UnsupportedSaslMechanism or ErrorCode.IllegalSaslState => Kind.Security,
        _ when reason.Contains("SSL", StringComparison.Ordinal) || reason.Contains("SASL", StringComparison.Ordinal) => Kind.Security,
        _ when reason.Contains("ApiVersion", StringComparison.Ordinal) => Kind.NotKafka,
        _ => Kind.Unreachable,
    };

    /// <summary>Whether the brokers themselves named this address; the addresses of the configuration end in <c>/bootstrap</c>.</summary>
    private static bool IsAnnounced(string? broker) => broker is not null && !broker.EndsWith("/bootstrap", StringComparison.Ordinal);

    /// <summary>Takes the broker's name off the beginning and the client's bookkeeping off the end.</summary>
    private static (string? Broker, string Reason) Split(string reason)
    {
        var match = Parts().Match(reason);
        return match.Success ? (match.Groups["broker"].Value, match.Groups["reason"].Value) : (null, reason);
    }

    [GeneratedRegex(@"^(?<broker>\S+/(bootstrap|\d+)): (?<reason>.*?)(: (increase receive\.message\.max\.bytes|probably due to broker version [^(]*\(see [^)]*\)))?( \(after \d+ms in state [^)]*\))?$", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Parts();

    private enum Kind
    {
        Unreachable,
        UnknownHost,
        NotKafka,
        Security,
    }
}
