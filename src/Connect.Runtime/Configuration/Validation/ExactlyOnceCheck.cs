using Connect.Configuration;
using Connect.Connectors;

namespace Connect.Runtime.Configuration.Validation;

/// <summary>Checks that a source can do what its configuration asks of exactly-once delivery, in Kafka Connect's words.</summary>
/// <remarks>Corresponds to <c>DistributedHerder.validateSourceConnectorExactlyOnceSupport</c> and
/// <c>validateSourceConnectorTransactionBoundary</c>.</remarks>
/// <param name="isEnabled">Whether the worker runs its sources exactly once.</param>
internal sealed class ExactlyOnceCheck(bool isEnabled) : IConnectorConfigCheck
{
    /// <summary>The value of <c>exactly.once.source.support</c> with which sources run exactly once.</summary>
    public const string Enabled = "enabled";

    private const string Required = "required";
    private const string ByConnector = "connector";

    /// <summary>Whether a worker runs its sources exactly once.</summary>
    /// <param name="worker">The worker's configuration.</param>
    public static bool IsEnabledIn(ParsedConfig worker) =>
        Enabled.Equals(worker.GetString(DistributedKeys.ExactlyOnceSourceSupport), StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public bool SourcesHaveConsumers => false;

    /// <inheritdoc/>
    public void Check(IConnector connector, IReadOnlyDictionary<string, string?> config, ConfigValidationResult result)
    {
        if (connector is not ISourceConnector source)
            return;
        CheckSupport(source, config, result[ConnectorKeys.ExactlyOnceSupport]);
        CheckBoundary(source, config, result[ConnectorKeys.TransactionBoundary]);
    }

    private void CheckSupport(ISourceConnector connector, IReadOnlyDictionary<string, string?> config, ConfigValue value)
    {
        if (value.Errors.Count > 0 || !Required.Equals(value.Value as string, StringComparison.OrdinalIgnoreCase))
            return;
        if (!isEnabled)
            value.AddError("This worker does not have exactly-once source support enabled.");
        Try(value, () => connector.GetExactlyOnceSupport(config) switch
        {
            ExactlyOnceSupport.Supported => null,
            null => "The connector does not implement the API required for preflight validation of exactly-once source support. Please consult the "
                + "documentation for the connector to determine whether it "
                + "supports exactly-once semantics, and then consider reconfiguring the connector to use the value \"requested\" for this property "
                + "(which will disable this preflight check and allow the "
                + "connector to be created).",
            _ => "The connector does not support exactly-once semantics with the provided configuration.",
        });
    }

    private static void CheckBoundary(ISourceConnector connector, IReadOnlyDictionary<string, string?> config, ConfigValue value)
    {
        if (value.Errors.Count > 0 || !ByConnector.Equals(value.Value as string, StringComparison.OrdinalIgnoreCase))
            return;
        Try(value, () => connector.CanDefineTransactionBoundaries(config)
            ? null
            : "The connector does not support connector-defined transaction boundaries with the given configuration. Please reconfigure it to use a "
            + "different transaction boundary definition.");
    }

    /// <summary>Asks the connector, whose failure is an error of the key.</summary>
    private static void Try(ConfigValue value, Func<string?> ask)
    {
        string? error;
        try
        {
            error = ask();
        }
        catch (Exception e)
        {
            error = "An unexpected error occurred during validation"
                + (string.IsNullOrWhiteSpace(e.Message) ? "; please see the worker logs for more details." : $": {e.Message.Trim()}");
        }

        if (error is not null)
            value.AddError(error);
    }
}
