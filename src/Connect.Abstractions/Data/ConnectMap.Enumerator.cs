using System.Collections;

namespace Connect.Data;

public sealed partial class ConnectMap
{
    /// <summary>Enumerates the entries of a <see cref="ConnectMap"/> in order.</summary>
    public struct Enumerator : IEnumerator<KeyValuePair<object, object?>>
    {
        private readonly ConnectMap _map;
        private int _index;

        internal Enumerator(ConnectMap map)
        {
            _map = map;
            _index = -1;
        }

        /// <inheritdoc/>
        public readonly KeyValuePair<object, object?> Current => new(_map._entries[_index].Key!, _map._entries[_index].Value);

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext() => ++_index < _map._count;

        /// <inheritdoc/>
        public void Reset() => _index = -1;

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }
    }
}
