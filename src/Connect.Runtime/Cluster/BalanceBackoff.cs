namespace Connect.Runtime.Cluster;

/// <summary>Delays successive moves for balance. Corresponds to the state that <c>IncrementalCooperativeAssignor</c> keeps about
/// revocations.</summary>
/// <param name="Revoked">Whether items were moved for balance and the cluster has not been balanced since.</param>
/// <param name="Successive">The number of successive moves.</param>
/// <param name="NotBefore">When items may be moved again, as Unix time in milliseconds; 0 for immediately.</param>
internal readonly record struct BalanceBackoff(bool Revoked, int Successive, long NotBefore);
