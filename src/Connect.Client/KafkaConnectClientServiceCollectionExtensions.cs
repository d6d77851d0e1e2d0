using Connect.Client;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers clients of Kafka Connect's REST API.</summary>
public static class KafkaConnectClientServiceCollectionExtensions
{
    /// <summary>Registers a <see cref="KafkaConnectClient"/> on <see cref="IHttpClientFactory"/>.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="address">The API's address, including a prefix if it has one: <c>http://worker:8083</c> or
    /// <c>https://application/connect</c>.</param>
    /// <returns>A builder for credentials, handlers and retries of the HTTP client.</returns>
    public static IHttpClientBuilder AddKafkaConnectClient(this IServiceCollection services, Uri address)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(address);
        return services.AddHttpClient<KafkaConnectClient>(http => http.BaseAddress = address);
    }

    /// <summary>Registers a keyed <see cref="KafkaConnectClient"/>, for applications that use several clusters.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="name">The key, and the name of the HTTP client.</param>
    /// <param name="address">The API's address, including a prefix if it has one.</param>
    /// <returns>A builder for credentials, handlers and retries of the HTTP client.</returns>
    public static IHttpClientBuilder AddKeyedKafkaConnectClient(this IServiceCollection services, string name, Uri address)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(address);
        services.AddKeyedTransient(
            name, (provider, _) =>
                new KafkaConnectClient(provider.GetRequiredService<IHttpClientFactory>().CreateClient(name), provider.GetService<TimeProvider>()));
        return services.AddHttpClient(name, http => http.BaseAddress = address);
    }
}
