using Connect.Runtime.Configuration;
using Connect.Runtime.Herding.Distributed;

namespace Connect.Runtime.Hosting;

/// <summary>The URL at which a worker's REST API is advertised. Known once the server of the API has set it.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class AdvertisedAddress : IAdvertisedAddress
{
    private readonly TaskCompletionSource<string> _url = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ServedApi? _served;

    /// <summary>Sets the URL. Only the first call has an effect.</summary>
    /// <param name="url">The URL, including the path prefix.</param>
    public void Set(string url) => _url.TrySetResult(url);

    /// <summary>Declares that the application's web server serves the REST API. Only the first call has an effect.</summary>
    /// <param name="prefix">The path before <c>/connectors</c>, empty or with a slash at its start.</param>
    /// <param name="addresses">Returns the addresses that the server listens on, once the application has started.</param>
    public void ServeBy(string prefix, Func<IReadOnlyCollection<string>> addresses) =>
        Interlocked.CompareExchange(ref _served, new ServedApi(prefix, addresses), null);

    /// <inheritdoc/>
    public async ValueTask<string> GetUrlAsync(CancellationToken cancellationToken) =>
        await _url.Task.WaitAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Finds the address of a worker whose REST API the application's web server serves. Call it once the server listens.</summary>
    /// <param name="properties">The worker's properties, with variables resolved. <c>rest.advertised.*</c> takes precedence over the addresses that
    /// the server listens on.</param>
    /// <exception cref="ConfigException">The application does not serve the REST API, or its address is unknown.</exception>
    public ServedAddress OfServer(IReadOnlyDictionary<string, string?> properties)
    {
        if (_served is not { } served)
        {
            throw new ConfigException(
                $"The worker is a member of the cluster '{properties.GetValueOrDefault(DistributedKeys.GroupId)}' (UseDistributed), whose workers "
                    + "call each other over the REST API, but the application does not serve it. Call app.MapKafkaConnect() in an ASP.NET Core "
                    + "application, with RequireAuthorization() if others can reach it, or remove UseDistributed() to run the worker alone.");
        }

        Listener[] listeners =
            [.. served.Addresses().Where(address => !address.Contains("://unix:", StringComparison.Ordinal))
                .SelectMany(address => Listener.ParseList(address.TrimEnd('/')))];
        if (listeners.Length == 0 && !IsAdvertised(properties))
        {
            throw new ConfigException(
                $"The application's web server reports no address at which other workers can reach it: set {WorkerKeys.RestAdvertisedHostName} "
                    + $"and {WorkerKeys.RestAdvertisedPort} in the worker's properties.");
        }

        var (scheme, address) = (Listener.AdvertisedScheme(listeners, properties), Listener.AdvertisedAddress(listeners, properties));
        return new ServedAddress($"{scheme}://{address}{served.Prefix}/", address);
    }

    /// <summary>The URL of a worker that serves its REST API at its own listeners.</summary>
    /// <param name="properties">The worker's properties, with variables resolved.</param>
    public static string OfListeners(IReadOnlyDictionary<string, string?> properties)
    {
        var listeners = Listener.ParseList(properties.GetValueOrDefault(WorkerKeys.Listeners));
        return $"{Listener.AdvertisedScheme(listeners, properties)}://{Listener.AdvertisedAddress(listeners, properties)}/";
    }

    private static bool IsAdvertised(IReadOnlyDictionary<string, string?> properties) =>
        !string.IsNullOrWhiteSpace(properties.GetValueOrDefault(WorkerKeys.RestAdvertisedHostName))
            && !string.IsNullOrWhiteSpace(properties.GetValueOrDefault(WorkerKeys.RestAdvertisedPort));

    private sealed record ServedApi(string Prefix, Func<IReadOnlyCollection<string>> Addresses);
}
