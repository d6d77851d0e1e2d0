namespace Connect.Runtime.Herding;

/// <summary>Creates the parts of a worker that differ between modes: its stores and its herder.</summary>
internal interface IWorkerMode
{
    /// <summary>Creates a worker that has not started yet.</summary>
    /// <param name="setup">The parts that are common to all modes.</param>
    /// <exception cref="ConfigException">The configuration requires something that this mode does not support.</exception>
    WorkerRuntime Create(WorkerSetup setup);
}
