using Connect.Runtime.Configuration;

namespace Connect.Runtime.Hosting;

/// <summary>Kafka Connect's keys that this host does not obey: what would guard something stops the start, the rest is told.</summary>
internal static class RestKeys
{
    private const string InApplication = "the application's own web server answers: use MapKafkaConnect().RequireAuthorization() and ASP.NET Core's settings instead";

    private static readonly string[] ServerKeys = [WorkerKeys.AccessControlAllowOrigin, WorkerKeys.AccessControlAllowMethods, WorkerKeys.ResponseHttpHeadersConfig];

    /// <summary>Fails when a key that would guard the REST API has no effect.</summary>
    /// <exception cref="ConfigException">There is such a key.</exception>
    public static void EnsureNothingIsLeftOpen(IReadOnlyDictionary<string, string?> properties)
    {
        foreach (var key in new[] { WorkerKeys.RestExtensionClasses, WorkerKeys.AdminListeners })
        {
            if (properties.TryGetValue(key, out var value) && (key == WorkerKeys.AdminListeners ? value is not null : !string.IsNullOrWhiteSpace(value)))
                throw new ConfigException(key, value, $"it guards nothing in an application: {InApplication}.");
        }
    }

    /// <summary>The keys that have no effect, each with the reason.</summary>
    public static IEnumerable<(string Key, string Reason)> FindIgnored(IReadOnlyDictionary<string, string?> properties, bool servesRestKeys)
    {
        foreach (var key in properties.Keys.Where(key => key is "internal.key.converter" or "internal.value.converter" || key.StartsWith("internal.key.converter.", StringComparison.Ordinal)
            || key.StartsWith("internal.value.converter.", StringComparison.Ordinal)))
            yield return (key, "Kafka Connect has had no such setting since 3.0: offsets are always kept as JSON without schemas");
        if (!servesRestKeys)
        {
            foreach (var key in ServerKeys.Where(key => !string.IsNullOrWhiteSpace(properties.GetValueOrDefault(key))))
                yield return (key, InApplication);
        }

        if (properties.ContainsKey("security.protocol") && !properties.Keys.Any(key => key is "producer.security.protocol" or "consumer.security.protocol"))
            yield return ("security.protocol", "it counts for the worker's own connections only; those of connectors need producer.security.protocol, consumer.security.protocol and admin.security.protocol");
    }
}
