namespace Connect.Runtime.Herding;

/// <summary>Puts the parts together that differ between the modes of a worker: its stores and its herder.</summary>
internal interface IWorkerMode
{
    /// <summary>Makes a worker that has not started.</summary>
    /// <param name="setup">What the worker is made of in every mode.</param>
    /// <exception cref="ConfigException">The configuration asks for something that this mode cannot do.</exception>
    WorkerRuntime Create(WorkerSetup setup);
}
