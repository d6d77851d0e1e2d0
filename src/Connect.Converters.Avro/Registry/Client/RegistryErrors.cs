using System.Globalization;
using System.Net;
using Confluent.SchemaRegistry;

namespace Connect.Converters.Avro.Registry.Client;

/// <summary>Turns failures of Confluent's client into the exceptions of Connect. The HTTP status decides; the registry's own code only explains, because registries differ in their codes.</summary>
internal static class RegistryErrors
{
    // Apicurio reports a broken compatibility rule with this code, for Confluent "invalid compatibility level".
    private const int RuleViolation = 42203;

    /// <summary>Whether another try may help: the registry or something before it is unavailable.</summary>
    public static bool IsRetriable(HttpStatusCode status) => (int)status is 408 or 429 or 500 or 502 or 503 or 504;

    /// <param name="purpose">What was asked: "reading schema id 7".</param>
    /// <param name="failure">What the client threw.</param>
    /// <param name="tries">How often it was tried.</param>
    /// <param name="credentialsHint">What to tell the user whose credentials are refused; null for nothing.</param>
    public static ConnectException Translate(string purpose, Exception failure, int tries, string? credentialsHint) => failure switch
    {
        SchemaRegistryException refusal when !IsRetriable(refusal.Status) => Refused(purpose, refusal, credentialsHint),
        HttpRequestException { InnerException: HttpRequestException { Message: "Unauthorized" } } => Unauthorized($"The schema registry refused {purpose}: 401 Unauthorized", failure, credentialsHint),
        HttpRequestException or IOException or TimeoutException or OperationCanceledException => Unavailable(purpose, failure, tries),
        Newtonsoft.Json.JsonException => Unavailable(purpose, new IOException($"not the answer of a schema registry: {failure.Message}", failure), tries),

        // The client wraps what happens while it fetches a token.
        { InnerException: RetriableConnectException token } => new RetriableConnectException(token.Message, failure),
        { InnerException: ConnectException token } => new ConnectException(token.Message, failure),
        _ => new ConnectException($"The schema registry's client failed when {purpose}: {failure.Message}", failure),
    };

    private static ConnectException Refused(string purpose, SchemaRegistryException refusal, string? credentialsHint)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"The schema registry refused {purpose}: {(int)refusal.Status} {refusal.Status}: {refusal.Message}");
        return (int)refusal.Status switch
        {
            404 => new SchemaNotFoundException(text, refusal),
            409 => new IncompatibleSchemaException(text, refusal),
            422 when refusal.ErrorCode == RuleViolation => new IncompatibleSchemaException(text, refusal),
            401 or 403 => Unauthorized(text, refusal, credentialsHint),
            413 or (>= 300 and < 400) => new ConnectException(text, refusal),
            _ => new DataException(text, refusal),
        };
    }

    private static ConnectException Unauthorized(string text, Exception failure, string? credentialsHint) =>
        new($"{text}. See basic.auth.* and bearer.auth.*.{(credentialsHint is null ? "" : " " + credentialsHint)}", failure);

    private static RetriableConnectException Unavailable(string purpose, Exception failure, int tries)
    {
        var timeout = failure is OperationCanceledException or TimeoutException || failure.InnerException is OperationCanceledException;
        return new RetriableConnectException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The schema registry is unavailable while {purpose}: {failure.Message}{(timeout ? " (http.read.timeout.ms)" : "")}; tried {tries} time{(tries == 1 ? "" : "s")} (max.retries)."),
            failure);
    }
}
