namespace Connect.Runtime.Diagnostics.Metrics;

/// <summary>The names of attributes.</summary>
internal static class AttributeNames
{
    public const string Connector = "connector";
    public const string Task = "task";
    public const string Worker = "worker";
    public const string State = "state";
    public const string Result = "result";
    public const string Reason = "reason";
    public const string Outcome = "outcome";
    public const string Topic = "messaging.destination.name";
    public const string Partition = "messaging.destination.partition.id";
}
