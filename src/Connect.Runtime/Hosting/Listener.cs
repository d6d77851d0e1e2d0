using System.Globalization;
using Connect.Runtime.Configuration;

namespace Connect.Runtime.Hosting;

/// <summary>One address that the REST API listens on: an item of <c>listeners</c>.</summary>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Host">The host; empty for every interface.</param>
/// <param name="Port">The port; 0 for any free one.</param>
internal sealed record Listener(string Scheme, string Host, int Port)
{
    /// <summary>Kafka Connect's default.</summary>
    public const string Default = "http://:8083";

    /// <summary>Whether only this machine reaches it.</summary>
    public bool IsLoopback => Host == "localhost" || (System.Net.IPAddress.TryParse(Host, out var address) && System.Net.IPAddress.IsLoopback(address));

    /// <summary>Reads the value of <c>listeners</c>.</summary>
    /// <exception cref="ConfigException">An item is no address.</exception>
    public static IReadOnlyList<Listener> ParseList(string? text) =>
        [.. (string.IsNullOrWhiteSpace(text) ? Default : text).Split(',').Select(item => Parse(item.Trim()))];

    /// <summary>The worker's id: <c>host:port</c> where other workers and users reach its REST API.</summary>
    public static string AdvertisedAddress(IReadOnlyList<Listener> listeners, IReadOnlyDictionary<string, string?> properties)
    {
        var scheme = TextOf(properties, WorkerKeys.RestAdvertisedListener)
            ?? (listeners.Any(listener => listener.Scheme == "http") ? "http" : "https");
        var listener = listeners.FirstOrDefault(listener => listener.Scheme == scheme) ?? listeners[0];
        var host = TextOf(properties, WorkerKeys.RestAdvertisedHostName) ?? (listener.Host.Length > 0 && listener.Host != "0.0.0.0" ? listener.Host : System.Net.Dns.GetHostName());
        var port = TextOf(properties, WorkerKeys.RestAdvertisedPort) ?? listener.Port.ToString(CultureInfo.InvariantCulture);
        return $"{host}:{port}";
    }

    private static Listener Parse(string item)
    {
        var separator = item.IndexOf("://", StringComparison.Ordinal);
        var scheme = separator < 0 ? "" : item[..separator].ToLowerInvariant();
        var address = separator < 0 ? item : item[(separator + 3)..];
        var colon = address.LastIndexOf(':');
        if (scheme is not ("http" or "https") || colon < 0 || !int.TryParse(address[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > ushort.MaxValue)
            throw new ConfigException(WorkerKeys.Listeners, item, "a listener is http://host:port or https://host:port, with the host left out for every interface.");
        return new Listener(scheme, address[..colon].Trim('[', ']'), port);
    }

    private static string? TextOf(IReadOnlyDictionary<string, string?> properties, string key) =>
        properties.TryGetValue(key, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
