using Connect.Runtime.Configuration;
using Connect.Runtime.Hosting;

namespace Connect.WorkerProgram.Server;

/// <summary>The validated REST server settings from the worker's properties.</summary>
/// <remarks>Source: <c>org.apache.kafka.connect.runtime.rest.RestServer</c>.</remarks>
internal sealed class RestServerConfig
{
    private const string ListenerPrefix = "listeners.https.";
    private const string AdminListenerPrefix = "admin.listeners.https.";

    private RestServerConfig(IReadOnlyDictionary<string, string?> properties)
    {
        Listeners = Listener.ParseList(properties.GetValueOrDefault(WorkerKeys.Listeners));
        if (properties.TryGetValue(WorkerKeys.AdminListeners, out var admin) && admin is not null)
            AdminListeners = string.IsNullOrWhiteSpace(admin) ? [] : Listener.ParseList(admin);
        Tls = Listeners.Any(listener => listener.Scheme == "https") ? TlsConfig.Parse(properties, ListenerPrefix) : null;
        AdminTls = AdminListeners?.Any(listener => listener.Scheme == "https") == true ? TlsConfig.Parse(properties, AdminListenerPrefix) : null;
        Origins = CrossOriginRules.Parse(properties);
        Headers = ResponseHeaderRule.Parse(properties.GetValueOrDefault(WorkerKeys.ResponseHttpHeadersConfig));
        Credentials = RestExtensions.ReadCredentials(properties);
        CheckAdvertised(properties);
    }

    /// <summary>The addresses of the API.</summary>
    public IReadOnlyList<Listener> Listeners { get; }

    /// <summary>The listeners of the admin resources: null for those of the API, empty for none.</summary>
    public IReadOnlyList<Listener>? AdminListeners { get; }

    /// <summary>TLS of the API's https listeners; null without any.</summary>
    public TlsConfig? Tls { get; }

    /// <summary>TLS of the admin https listeners; null without any.</summary>
    public TlsConfig? AdminTls { get; }

    /// <summary>The origins whose pages may call the API; null for the same origin only.</summary>
    public CrossOriginRules? Origins { get; }

    /// <summary>Headers to add to every answer.</summary>
    public IReadOnlyList<ResponseHeaderRule> Headers { get; }

    /// <summary>Users and passwords; null without authentication.</summary>
    public Credentials? Credentials { get; }

    /// <summary>Whether a listener gives full access to everybody: no credentials and no client certificate is required.</summary>
    /// <remarks>Credentials do not protect admin listeners, as in Kafka Connect.</remarks>
    public bool IsOpen =>
        (Credentials is null && Listeners.Any(listener => IsListenerOpen(listener, Tls)))
            || AdminListeners?.Any(listener => IsListenerOpen(listener, AdminTls)) == true;

    /// <summary>Reads the settings.</summary>
    /// <param name="properties">The worker's properties, with variables resolved.</param>
    /// <exception cref="ConfigException">A setting is invalid, or would protect something in a way that is not supported.</exception>
    public static RestServerConfig Parse(IReadOnlyDictionary<string, string?> properties) => new(properties);

    private static bool IsListenerOpen(Listener listener, TlsConfig? tls) =>
        !listener.IsLoopback && !(listener.Scheme == "https" && tls!.RequiresClientCertificate);

    private void CheckAdvertised(IReadOnlyDictionary<string, string?> properties)
    {
        if (properties.GetValueOrDefault(WorkerKeys.RestAdvertisedListener)?.Trim() is not { Length: > 0 } scheme)
            return;
        if (!Listeners.Any(listener => listener.Scheme.Equals(scheme, StringComparison.OrdinalIgnoreCase)))
            throw new ConfigException(
                WorkerKeys.RestAdvertisedListener, scheme, "it must be http or https, and one of 'listeners' must use this protocol.");
    }
}
