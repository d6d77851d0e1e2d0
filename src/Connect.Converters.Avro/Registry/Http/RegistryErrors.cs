using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Connect.Converters.Avro.Registry.Http.Messages;

namespace Connect.Converters.Avro.Registry.Http;

/// <summary>Turns refusals into exceptions. The HTTP status decides, the registry's own code only explains: registries differ in their codes.</summary>
internal static class RegistryErrors
{
    private const int MaxQuoted = 500;

    // Apicurio reports a broken compatibility rule with this code, for Confluent "invalid compatibility level".
    private const int RuleViolation = 42203;

    /// <summary>The exception for an answer that is not a success.</summary>
    public static ConnectException From(RegistryRequest request, RegistryAnswer answer, string? credentialsHint)
    {
        var text = $"The schema registry refused {request.Purpose}: {answer.Url}: {Describe(answer)}";
        return (int)answer.Status switch
        {
            404 or 204 => new SchemaNotFoundException(text),
            409 => new IncompatibleSchemaException(text),
            422 when Parse(answer)?.ErrorCode == RuleViolation => new IncompatibleSchemaException(text),
            401 or 403 => new ConnectException(text + ". See basic.auth.* and bearer.auth.*." + (credentialsHint is null ? "" : " " + credentialsHint)),
            >= 300 and < 400 => new ConnectException($"{text}. Redirects are not followed: set schema.registry.url to {Target(answer)}."),
            _ => new DataException(text),
        };
    }

    /// <summary>An answer in one line: status, the registry's code and its message, or what else it sent.</summary>
    public static string Describe(RegistryAnswer answer)
    {
        var status = string.Create(CultureInfo.InvariantCulture, $"{(int)answer.Status} {answer.Status}");
        if (Parse(answer) is { Message: { Length: > 0 } message } error)
            return string.Create(CultureInfo.InvariantCulture, $"{status}{(error.ErrorCode is null ? "" : $" (error_code {error.ErrorCode})")}: {message}");

        return answer.Body.IsEmpty ? $"{status} without a body" : $"{status}, {Quote(answer)}";
    }

    /// <summary>The start of a body that is not what a registry sends.</summary>
    public static string Quote(RegistryAnswer answer)
    {
        var head = Encoding.UTF8.GetString(answer.Body.Span[..Math.Min(answer.Body.Length, MaxQuoted)]);
        var clean = string.Create(head.Length, head, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
                target[i] = char.IsControl(source[i]) ? ' ' : source[i];
        });
        var type = answer.ContentType.Length == 0 ? "unnamed content" : answer.ContentType;
        return $"{type}: {clean.Trim()}{(answer.Body.Length > MaxQuoted ? "…" : "")}";
    }

    private static ErrorAnswer? Parse(RegistryAnswer answer)
    {
        try
        {
            return answer.Body.IsEmpty ? null : JsonSerializer.Deserialize(answer.Body.Span, RegistryJson.Default.ErrorAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Target(RegistryAnswer answer) => answer.Location switch
    {
        null => "the address it means",
        { IsAbsoluteUri: true } location => "what belongs to " + location.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped),
        var location => "what belongs to " + location.OriginalString.Split('?')[0],
    };
}
