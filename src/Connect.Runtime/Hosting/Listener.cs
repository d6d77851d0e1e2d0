using System.Globalization;
using Connect.Runtime.Configuration;

namespace Connect.Runtime.Hosting;

/// <summary>An address that the REST API listens on: an item of <c>listeners</c>.</summary>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Host">The host; empty for all interfaces.</param>
/// <param name="Port">The port; 0 for a free port.</param>
internal sealed record Listener(string Scheme, string Host, int Port)
{
    /// <summary>Kafka Connect's default.</summary>
    public const string Default = "http://:8083";

    /// <summary>Whether only this machine can reach it.</summary>
    public bool IsLoopback =>
        Host == "localhost" || (System.Net.IPAddress.TryParse(Host, out var address) && System.Net.IPAddress.IsLoopback(address));

    /// <summary>Whether it listens on all interfaces of the machine.</summary>
    public bool IsAnyInterface => Host is "" or "0.0.0.0" or "::" or "*" or "+";

    /// <summary>Parses the value of <c>listeners</c>.</summary>
    /// <exception cref="ConfigException">An item is not an address.</exception>
    public static IReadOnlyList<Listener> ParseList(string? text) =>
        [.. (string.IsNullOrWhiteSpace(text) ? Default : text).Split(',').Select(item => Parse(item.Trim()))];

    /// <summary>The worker's id: the <c>host:port</c> at which other workers and users reach its REST API.</summary>
    public static string AdvertisedAddress(IReadOnlyList<Listener> listeners, IReadOnlyDictionary<string, string?> properties)
    {
        var scheme = AdvertisedScheme(listeners, properties);
        var listener = listeners.FirstOrDefault(listener => listener.Scheme == scheme)
            ?? (listeners.Count > 0 ? listeners[0] : new Listener(scheme, "", 0));
        var host = TextOf(properties, WorkerKeys.RestAdvertisedHostName)
            ?? (listener.IsAnyInterface ? System.Net.Dns.GetHostName() : listener.Host);
        var port = TextOf(properties, WorkerKeys.RestAdvertisedPort) ?? listener.Port.ToString(CultureInfo.InvariantCulture);
        return host.Contains(':', StringComparison.Ordinal) ? $"[{host.Trim('[', ']')}]:{port}" : $"{host}:{port}";
    }

    /// <summary>The scheme (<c>http</c> or <c>https</c>) with which other workers and users reach the worker's REST API.</summary>
    public static string AdvertisedScheme(IReadOnlyList<Listener> listeners, IReadOnlyDictionary<string, string?> properties) =>
        TextOf(properties, WorkerKeys.RestAdvertisedListener)?.ToLowerInvariant()
            ?? (listeners.Count == 0 || listeners.Any(listener => listener.Scheme == "http") ? "http" : "https");

    private static Listener Parse(string item)
    {
        var separator = item.IndexOf("://", StringComparison.Ordinal);
        var scheme = separator < 0 ? "" : item[..separator].ToLowerInvariant();
        var address = separator < 0 ? item : item[(separator + 3)..];
        var colon = address.LastIndexOf(':');
        if (scheme is not ("http" or "https") || colon < 0
            || !int.TryParse(address[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > ushort.MaxValue)
            throw new ConfigException(
                WorkerKeys.Listeners, item, "a listener is http://host:port or https://host:port, with the host left out for every interface.");
        return new Listener(scheme, address[..colon].Trim('[', ']'), port);
    }

    private static string? TextOf(IReadOnlyDictionary<string, string?> properties, string key) =>
        properties.TryGetValue(key, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
