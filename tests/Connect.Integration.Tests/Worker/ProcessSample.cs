namespace Connect.Integration.Tests.Worker;

/// <summary>What a process uses at a moment.</summary>
/// <param name="Megabytes">Its memory.</param>
/// <param name="Handles">Its open files and connections.</param>
/// <param name="Threads">Its threads.</param>
internal readonly record struct ProcessSample(double Megabytes, int Handles, ThreadCount Threads);
