namespace Connect.Runtime.Kafka.Membership;

/// <summary>Creates the Kafka clients of a cluster's worker.</summary>
/// <remarks>Thread-safe. The caller owns each client and disposes it.</remarks>
internal interface IMembershipClients
{
    /// <summary>Creates a member of the group. It joins when <see cref="IGroupPresence.Start"/> is called.</summary>
    /// <param name="worker">The worker that joins.</param>
    /// <exception cref="ConfigException">A value is not valid.</exception>
    IGroupPresence CreatePresence(WorkerIncarnation worker);

    /// <summary>Creates a describer of the group.</summary>
    /// <exception cref="ConfigException">A value is not valid.</exception>
    IGroupDescriber CreateDescriber();

    /// <summary>Creates a leader's writer. It claims the leadership when <see cref="ILeaderWriter.ClaimAsync"/> is called.</summary>
    /// <exception cref="ConfigException">A value is not valid.</exception>
    ILeaderWriter CreateLeaderWriter();
}
