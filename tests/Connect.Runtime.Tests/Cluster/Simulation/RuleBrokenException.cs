namespace Connect.Runtime.Tests.Cluster.Simulation;

/// <summary>A rule of the cluster was broken.</summary>
internal sealed class RuleBrokenException(string message) : Exception(message);
