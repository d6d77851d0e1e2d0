namespace Connect.Runtime.Pipeline;

/// <summary>Told of every topic that a connector uses.</summary>
/// <remarks>Called for each record, from any thread: a topic that is known already must cost next to nothing.</remarks>
internal interface ITopicTracker
{
    /// <summary>Says that a record of the topic was read or written.</summary>
    /// <param name="topic">The topic.</param>
    void Used(string topic);
}
