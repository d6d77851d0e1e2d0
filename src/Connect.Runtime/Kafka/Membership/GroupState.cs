namespace Connect.Runtime.Kafka.Membership;

/// <summary>The state of a consumer group.</summary>
internal enum GroupState
{
    /// <summary>A state that says nothing about the members.</summary>
    Unknown,

    /// <summary>A rebalance is running. The list of members is incomplete: they leave and rejoin one by one.</summary>
    Rebalancing,

    /// <summary>All members have joined.</summary>
    Stable,

    /// <summary>The group has no members or does not exist.</summary>
    Empty,

    /// <summary>The group has another protocol: a Java Connect cluster that runs or has just stopped.</summary>
    Foreign,
}
