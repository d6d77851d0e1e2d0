using System.Buffers.Text;
using System.Text.Json;

namespace Connect.Converters.Avro.Registry.Security;

/// <summary>Reads when a JSON web token ends. The token is not verified: that is the registry's part.</summary>
internal static class JwtExpiry
{
    /// <summary>The time of the <c>exp</c> claim; null when the token is opaque or does not say.</summary>
    public static DateTimeOffset? Read(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || !Base64Url.IsValid(parts[1]))
            return null;

        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            return claims.RootElement.ValueKind == JsonValueKind.Object
                && claims.RootElement.TryGetProperty("exp", out var exp)
                && exp.TryGetDouble(out var seconds)
                && seconds is > 0 and < 253402300799
                    ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // `exp` is there, but not a number.
            return null;
        }
    }
}
