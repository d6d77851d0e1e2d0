using System.Collections;

namespace Connect.Connectors;

public sealed partial class ConnectHeaders
{
    /// <summary>Enumerates the headers as they were when the enumeration began.</summary>
    public struct Enumerator : IEnumerator<ConnectHeader>
    {
        private readonly ConnectHeader[] _items;
        private readonly int _count;
        private int _index;

        internal Enumerator(ConnectHeader[] items, int count)
        {
            _items = items;
            _count = count;
            _index = -1;
        }

        /// <inheritdoc/>
        public readonly ConnectHeader Current => _items[_index];

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext() => ++_index < _count;

        /// <inheritdoc/>
        public void Reset() => _index = -1;

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }
    }
}
