namespace Connect.Runtime.Kafka;

/// <summary>Whom a client works for, and what it does there.</summary>
/// <param name="Role">What it does.</param>
/// <param name="Connector">The connector; null for the worker's own.</param>
/// <param name="Task">The connector's task; null for a client of the connector as a whole.</param>
internal sealed record ClientUse(ClientRole Role, string? Connector = null, int? Task = null);
