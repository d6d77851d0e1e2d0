namespace Connect.Converters.Avro.Registry;

/// <summary>A base URL. Its path is kept; user name and password are removed and never shown.</summary>
internal sealed class RegistryUrl
{
    private readonly string _base;

    public RegistryUrl(Uri url)
    {
        UserInfo = url.UserInfo.Length == 0 ? null : Uri.UnescapeDataString(url.UserInfo);
        IsSecure = url.Scheme == Uri.UriSchemeHttps;
        _base = url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');
    }

    /// <summary>The part before the <c>@</c>: <c>user:password</c>; null if there is none.</summary>
    public string? UserInfo { get; }

    /// <summary>Whether it is an https URL.</summary>
    public bool IsSecure { get; }

    /// <summary>Parses a configured URL.</summary>
    /// <exception cref="ConfigException">It is not an absolute http or https URL.</exception>
    public static RegistryUrl Parse(string name, string text)
    {
        // The message does not repeat the value, which may contain a password even if it is not a URL.
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
            throw new ConfigException($"{name} must hold http:// or https:// URLs (or mock://name for an in-memory registry), separated by commas.");

        return new RegistryUrl(url);
    }

    /// <summary>A list of URLs for display, without user names and passwords.</summary>
    public static string WithoutUser(string urls) =>
        string.Join(
            ',', urls.Split(',')
                .Select(url => Uri.TryCreate(url.Trim(), UriKind.Absolute, out var parsed) ? new RegistryUrl(parsed).ToString() : "?"));

    /// <summary>The full URL of a path below this one.</summary>
    public Uri At(string path) => new(_base + path);

    /// <summary>The URL without user name and password.</summary>
    public override string ToString() => _base;
}
