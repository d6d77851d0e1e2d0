using System.Net;
using Connect.Runtime.Configuration;

namespace Connect.Runtime.Hosting;

/// <summary>Builds the worker id that appears in statuses, in logs and in the REST API.</summary>
internal static class WorkerIdentity
{
    private static readonly string[] AddressKeys =
        [WorkerKeys.Listeners, WorkerKeys.RestAdvertisedListener, WorkerKeys.RestAdvertisedHostName, WorkerKeys.RestAdvertisedPort];

    /// <summary>The id of a worker.</summary>
    /// <param name="properties">The worker's configuration.</param>
    /// <param name="isServed">Whether the worker serves its REST API at its own listeners, including the default listener.</param>
    /// <param name="name">The worker's name; null for the unnamed worker of an application.</param>
    /// <param name="application">The application's name.</param>
    /// <returns> <c>host:port</c> of the configured address, as in Kafka Connect; <c>host:port/name</c> for a named worker. Without a configured
    /// address: <c>host:name</c>, with the application's name for an unnamed worker.
    /// </returns>
    /// <exception cref="ConfigException">A listener is not an address.</exception>
    public static string IdOf(IReadOnlyDictionary<string, string?> properties, bool isServed, string? name, string application)
    {
        if (!isServed && !Array.Exists(AddressKeys, key => !string.IsNullOrWhiteSpace(properties.GetValueOrDefault(key))))
            return $"{Dns.GetHostName()}:{name ?? application}";
        var address = Listener.AdvertisedAddress(Listener.ParseList(properties.GetValueOrDefault(WorkerKeys.Listeners)), properties);
        return name is null ? address : $"{address}/{name}";
    }
}
