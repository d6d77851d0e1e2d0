using System.Globalization;
using System.Net;
using Confluent.SchemaRegistry;

namespace Connect.Converters.Avro.Registry.Client;

/// <summary>Converts exceptions of Confluent's client to Connect's. The HTTP status determines the type; the registry's own error code is only shown,
/// because registries differ in their codes.</summary>
internal static class RegistryErrors
{
    // Apicurio reports an incompatible schema with this code, which for Confluent means "invalid compatibility level".
    private const int RuleViolation = 42203;

    /// <summary>Whether a retry may help: the registry or a proxy is unavailable.</summary>
    public static bool IsRetriable(HttpStatusCode status) => (int)status is 408 or 429 or 500 or 502 or 503 or 504;

    /// <param name="purpose">The request, for example "reading schema id 7".</param>
    /// <param name="failure">The client's exception.</param>
    /// <param name="tries">The number of attempts.</param>
    /// <param name="credentialsHint">A hint for the error message if the credentials are refused; null for none.</param>
    public static ConnectException Translate(string purpose, Exception failure, int tries, string? credentialsHint) => failure switch
    {
        SchemaRegistryException refusal when !IsRetriable(refusal.Status) => Refused(purpose, refusal, credentialsHint),
        HttpRequestException { InnerException: HttpRequestException { Message: "Unauthorized" } } =>
            Unauthorized($"The schema registry refused {purpose}: 401 Unauthorized", failure, credentialsHint),
        HttpRequestException or IOException or TimeoutException or OperationCanceledException => Unavailable(purpose, failure, tries),
        Newtonsoft.Json.JsonException =>
            Unavailable(purpose, new IOException($"not the answer of a schema registry: {failure.Message}", failure), tries),

        // The client wraps exceptions that occur while it fetches a token.
        { InnerException: RetriableConnectException token } => new RetriableConnectException(token.Message, failure),
        { InnerException: ConnectException token } => new ConnectException(token.Message, failure),
        _ => new ConnectException($"The schema registry's client failed when {purpose}: {failure.Message}", failure),
    };

    private static ConnectException Refused(string purpose, SchemaRegistryException refusal, string? credentialsHint)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture, $"The schema registry refused {purpose}: {(int)refusal.Status} {refusal.Status}: {refusal.Message}");
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
                $"The schema registry is unavailable while {purpose}: {failure.Message}{(timeout ? " (http.read.timeout.ms)" : "")}; tried "
                    + $"{tries} time{(tries == 1 ? "" : "s")} (max.retries)."),
            failure);
    }
}
