namespace Edify.Rag.Embeddings.Decorators.Caching;

/// <summary>Where records stand, by the first half of their keys: 16 bytes a slot, so 20 to 32 bytes for each vector on the disk.</summary>
/// <remarks>
/// Open addressing with linear probing. Prefixes are bits of a SHA-256, so they need no hash of their own. Two keys with one
/// prefix take each other's place, which costs an embedding; whose vector it is the record's whole key tells. Not safe for
/// concurrent use.
/// </remarks>
internal sealed class PlaceTable
{
    private const int Smallest = 1024;

    private static readonly DiskPlace Forgotten = new(0, 1);

    private Slot[] _slots = new Slot[Smallest];
    private int _used;

    /// <summary>How many records can be found.</summary>
    public int Count { get; private set; }

    public bool TryGet(ulong prefix, out DiskPlace place)
    {
        place = _slots[SlotOf(_slots, prefix)].Place;
        return place.Segment != 0;
    }

    public void Set(ulong prefix, DiskPlace place)
    {
        if (_used >= _slots.Length / 5 * 4) Rebuild(_slots.Length + _slots.Length / 2, dropped: 0);
        ref var slot = ref _slots[SlotOf(_slots, prefix)];
        if (!slot.IsUsed) _used++;
        if (slot.Place.Segment == 0) Count++;
        slot = new() { Prefix = prefix, Place = place };
    }

    /// <summary>Forgets a record, if it is the one at this place.</summary>
    public void Forget(ulong prefix, DiskPlace place)
    {
        ref var slot = ref _slots[SlotOf(_slots, prefix)];
        if (slot.Place != place || place.Segment == 0) return;

        // The slot stays used: others may have been put behind it.
        slot.Place = Forgotten;
        Count--;
    }

    /// <summary>Forgets all records of a segment.</summary>
    public void Drop(uint segment) => Rebuild(_slots.Length, segment);

    private void Rebuild(int length, uint dropped)
    {
        var slots = new Slot[length];
        var used = 0;
        foreach (ref readonly var slot in _slots.AsSpan())
        {
            if (slot.Place.Segment == 0 || slot.Place.Segment == dropped) continue;
            slots[SlotOf(slots, slot.Prefix)] = slot;
            used++;
        }

        (_slots, _used, Count) = (slots, used, used);
    }

    // The slot with the prefix, else the free one that it would take.
    private static int SlotOf(Slot[] slots, ulong prefix)
    {
        for (var i = (int)Math.BigMul(prefix, (ulong)slots.Length, out _); ; i = i + 1 == slots.Length ? 0 : i + 1)
            if (!slots[i].IsUsed || slots[i].Prefix == prefix) return i;
    }

    private struct Slot
    {
        public ulong Prefix;
        public DiskPlace Place;

        // No record begins where the file does.
        public readonly bool IsUsed => Place.Offset != 0;
    }
}

/// <summary>Where a record stands.</summary>
/// <param name="Segment">The segment's number; 0 for nowhere.</param>
/// <param name="Offset">Offset in units of 16 bytes.</param>
internal readonly record struct DiskPlace(uint Segment, uint Offset);
