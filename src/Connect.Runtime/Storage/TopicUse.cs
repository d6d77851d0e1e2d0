namespace Connect.Runtime.Storage;

/// <summary>The use of a topic by a connector.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Connector">The connector.</param>
/// <param name="Task">The task that used it first.</param>
/// <param name="DiscoveredMilliseconds">When, in milliseconds since the Unix epoch.</param>
internal sealed record TopicUse(string Topic, string Connector, int Task, long DiscoveredMilliseconds);
