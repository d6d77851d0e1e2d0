namespace Connect.Runtime.Pipeline;

/// <summary>Tracks the topics that a connector uses.</summary>
/// <remarks>Called for each record, from any thread: a known topic must cost almost nothing.</remarks>
internal interface ITopicTracker
{
    /// <summary>Called when a record of the topic was read or written.</summary>
    /// <param name="topic">The topic.</param>
    void Used(string topic);
}
