namespace Connect.Runtime.Kafka;

/// <summary>The owner and purpose of a client.</summary>
/// <param name="Role">Its purpose.</param>
/// <param name="Connector">The connector; null for the worker's own.</param>
/// <param name="Task">The connector's task; null for a client of the connector as a whole.</param>
internal sealed record ClientUse(ClientRole Role, string? Connector = null, int? Task = null);
