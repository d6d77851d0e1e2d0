namespace Connect.Runtime.Tasks;

/// <summary>What keeps a task from its work although it runs.</summary>
internal enum TaskTroubleKind
{
    /// <summary>Its offsets cannot be stored.</summary>
    OffsetsNotStored,

    /// <summary>Kafka can be reached, but does not take its records or gives it none: a topic is missing, for example.</summary>
    TopicNotUsable,
}
