using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Connect.AspNetCore;

/// <summary>The path of a request below the API's prefix, parsed from the request line, because the web server's decoded path has lost the
/// encoding.</summary>
/// <remarks>The rules are those of Jetty, which serves Kafka Connect: parameters (<c>;a=b</c>) and one trailing slash are ignored; an empty segment,
/// an encoded slash, percent sign, backslash, control character or dot segment makes the path ambiguous.</remarks>
internal sealed class RestPath
{
    private RestPath(string[] segments, bool isAmbiguous, bool hasOddNames)
    {
        Segments = segments;
        IsAmbiguous = isAmbiguous;
        HasOddNames = hasOddNames;
    }

    /// <summary>The segments, decoded.</summary>
    public IReadOnlyList<string> Segments { get; }

    /// <summary>Whether Kafka Connect refuses the path with 400.</summary>
    public bool IsAmbiguous { get; }

    /// <summary>Whether an encoded slash, percent sign or backslash is all that makes it ambiguous: names that <c>POST /connectors</c>
    /// accepts.</summary>
    public bool HasOddNames { get; }

    /// <summary>Reads the path of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="prefix">The prefix at which the API is mapped, without a trailing slash.</param>
    public static RestPath Of(HttpRequest request, string prefix)
    {
        var raw = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var query = raw.IndexOf('?', StringComparison.Ordinal);
        if (query >= 0)
            raw = raw[..query];
        var before = request.PathBase.Value + prefix;

        // Middleware may have changed the path; then the changed path counts.
        if (!raw.StartsWith('/') || !raw.StartsWith(before, StringComparison.OrdinalIgnoreCase))
        {
            raw = (request.PathBase + request.Path).ToUriComponent();
            if (!raw.StartsWith(before, StringComparison.OrdinalIgnoreCase))
                return Parse(raw, before.Count(character => character == '/'));
        }

        return Parse(raw[before.Length..], 0);
    }

    /// <summary>Reads a path.</summary>
    /// <param name="raw">The path, encoded.</param>
    /// <param name="skip">How many segments at the beginning are not the API's.</param>
    public static RestPath Parse(string raw, int skip)
    {
        var encoded = raw.Split('/').Skip(1 + skip).ToList();
        if (encoded.Count > 0 && encoded[^1].Length == 0)
            encoded.RemoveAt(encoded.Count - 1);
        var segments = new string[encoded.Count];
        var isAmbiguous = false;
        var isBroken = false;
        for (var i = 0; i < segments.Length; i++)
        {
            var parameters = encoded[i].IndexOf(';', StringComparison.Ordinal);
            var segment = parameters < 0 ? encoded[i] : encoded[i][..parameters];
            var decoded = segments[i] = Uri.UnescapeDataString(segment);
            isBroken |= decoded.Length == 0 || decoded.Any(char.IsControl) || !IsWellEncoded(segment)
                || (decoded is "." or ".." && segment != decoded);
            isAmbiguous |= decoded.AsSpan().ContainsAny('/', '%', '\\');
        }

        return new RestPath(segments, isAmbiguous || isBroken, isAmbiguous && !isBroken);
    }

    /// <summary>Whether every percent sign is followed by two hexadecimal digits and the bytes are valid UTF-8. Otherwise the segment is not
    /// decoded.</summary>
    private static bool IsWellEncoded(string segment)
    {
        for (var i = segment.IndexOf('%', StringComparison.Ordinal); i >= 0; i = segment.IndexOf('%', i + 1))
        {
            if (!Uri.IsHexEncoding(segment, i))
                return false;
        }

        return !Uri.UnescapeDataString(segment.Replace("%25", "", StringComparison.Ordinal)).Contains('%', StringComparison.Ordinal);
    }
}
