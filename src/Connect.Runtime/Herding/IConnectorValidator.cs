namespace Connect.Runtime.Herding;

/// <summary>Validates the configuration of a connector: what Kafka Connect defines, what the connector defines, its converters, transforms and client settings.</summary>
/// <remarks>Safe for use from several threads.</remarks>
internal interface IConnectorValidator
{
    /// <summary>Validates a configuration.</summary>
    /// <param name="config">The configuration, variables unresolved.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Everything that was found out; errors are in it.</returns>
    /// <exception cref="BadRequestException">There is no <c>connector.class</c>, or no plugin of that name.</exception>
    Task<ConfigInfos> ValidateAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken);
}
