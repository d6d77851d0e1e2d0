namespace Connect.Runtime.Kafka;

/// <summary>A topic that exists.</summary>
/// <param name="Name">The topic.</param>
/// <param name="Partitions">How many partitions it has.</param>
internal sealed record TopicDescription(string Name, int Partitions);
