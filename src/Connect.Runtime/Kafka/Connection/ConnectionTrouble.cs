using System.Text.RegularExpressions;
using Confluent.Kafka;

namespace Connect.Runtime.Kafka.Connection;

/// <summary>Why a client cannot reach its brokers, in words for users.</summary>
/// <param name="Problem">What is wrong, with the library's message.</param>
/// <param name="Remedy">What to check, including the keys.</param>
/// <param name="IsSlow">Whether such attempts take long, so that some seconds without an error mean nothing.</param>
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
                "a broker advertises an address whose host name cannot be resolved here",
                "Check the broker's advertised.listeners: every client must be able to resolve and reach them."),
            Kind.UnknownHost => ("the host name cannot be resolved", $"Check the host names in {client.BootstrapKey}."),
            Kind.NotKafka =>
                ("the server there does not speak Kafka's protocol as this client expects it",
                    $"Check the ports in {client.BootstrapKey}, and security.protocol: {KeysOf(client)}."),
            Kind.Security =>
                ("the broker and this client do not agree on encryption or authentication",
                    $"Check security.protocol, sasl.* and ssl.*: {KeysOf(client)}."),
            _ when IsAnnounced(broker) =>
                ("no connection",
                    $"Check that the broker at {broker} is running: a broker of {client.BootstrapKey} advertises it in advertised.listeners."),
            _ => ("no connection", $"Check that the broker is running and that {client.BootstrapKey} has its host and port."),
        };
        return new ConnectionTrouble(reason.Length == 0 ? problem : $"{problem} ({reason})", remedy, isSlow);
    }

    /// <summary>A broker is connected and does not answer.</summary>
    /// <param name="silence">For how long.</param>
    /// <param name="client">The client.</param>
    public static ConnectionTrouble NoAnswer(TimeSpan silence, ClientConfig client) => new(
        $"a broker is connected but has not answered for {(long)silence.TotalSeconds} s",
        $"Check the brokers of {client.BootstrapKey}: one may hang, or the network may drop packets.", IsSlow: true);

    /// <summary>Where the client's security settings are configured.</summary>
    private static string KeysOf(ClientConfig client)
    {
        var kind = client.Kind.ToString().ToLowerInvariant();
        return client.Use is { Connector: not null }
            ? $"'{kind}.' before the key in the worker's configuration, or '{kind}.override.' in the connector's"
            : "keys without a prefix in the worker's configuration";
    }

    private static Kind KindOf(Error error, string reason) => error.Code switch
    {
        ErrorCode.Local_Resolve => Kind.UnknownHost,
        ErrorCode.Local_BadMsg => Kind.NotKafka,
        ErrorCode.Local_Ssl or ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed or ErrorCode.UnsupportedSaslMechanism
            or ErrorCode.IllegalSaslState => Kind.Security,
        _ when reason.Contains("SSL", StringComparison.Ordinal) || reason.Contains("SASL", StringComparison.Ordinal) => Kind.Security,
        _ when reason.Contains("ApiVersion", StringComparison.Ordinal) => Kind.NotKafka,
        _ => Kind.Unreachable,
    };

    /// <summary>Whether the brokers advertised this address; configured addresses end in <c>/bootstrap</c>.</summary>
    private static bool IsAnnounced(string? broker) => broker is not null && !broker.EndsWith("/bootstrap", StringComparison.Ordinal);

    /// <summary>Removes the broker's name from the beginning and the client's internal details from the end.</summary>
    private static (string? Broker, string Reason) Split(string reason)
    {
        var match = Parts().Match(reason);
        return match.Success ? (match.Groups["broker"].Value, match.Groups["reason"].Value) : (null, reason);
    }

    [GeneratedRegex(@"^(?<broker>\S+/(bootstrap|\d+)): (?<reason>.*?)(: (increase receive\.message\.max\.bytes|probably due to broker version [^(]*\(see [^)]*\)))?( \(after \d+ms in state [^)]*\))?$",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Parts();

    private enum Kind
    {
        Unreachable,
        UnknownHost,
        NotKafka,
        Security,
    }
}
