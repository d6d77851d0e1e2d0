namespace Connect.JavaCompatibility.Dates;

/// <summary>
/// Makes a point in time of calendar fields as a lenient <c>java.util.GregorianCalendar</c> does: fields out of range carry over, missing ones have
/// the values of 1970-01-01T00:00, and of several ways to name a day the one set last counts.
/// </summary>
internal static class DateResolver
{
    private enum Day
    {
        OfMonth,
        WeekOfMonth,
        WeekdayInMonth,
        OfYear,
        WeekOfYear,
    }

    /// <summary>Milliseconds since 1970-01-01T00:00:00Z.</summary>
    public static long Resolve(DateFields fields)
    {
        unchecked
        {
            var time = TimeOfDay(fields);
            var extraDays = HybridCalendar.FloorDivide(time, HybridCalendar.MillisecondsPerDay);
            time -= extraDays * HybridCalendar.MillisecondsPerDay;
            var day = fields.Stamp(DateField.WeekYear) > fields.Stamp(DateField.Year)
                ? WeekDate(fields, extraDays)
                : Resolve(fields, SelectDay(fields), extraDays);
            return (day * HybridCalendar.MillisecondsPerDay) + time - (fields.ZoneMinutes * 60_000L);
        }
    }

    private static long TimeOfDay(DateFields fields)
    {
        long hours = 0;
        var hourStamp = fields.Stamp(DateField.Hour, DateField.HalfDay);
        var clockStamp = fields.Stamp(DateField.HourOfDay);
        if (Math.Max(hourStamp, clockStamp) == 0)
            hourStamp = Math.Max(fields.Stamp(DateField.Hour), fields.Stamp(DateField.HalfDay));
        if (clockStamp > 0 && clockStamp >= hourStamp)
            hours = fields[DateField.HourOfDay];
        else if (hourStamp > 0)
            hours = fields[DateField.Hour] + (12L * fields[DateField.HalfDay]);
        return unchecked((((((hours * 60) + fields[DateField.Minute]) * 60) + fields[DateField.Second]) * 1000) + fields[DateField.Millisecond]);
    }

    private static Day SelectDay(DateFields fields)
    {
        var ofMonth = fields.Stamp(DateField.DayOfMonth);
        var weekOfMonth = fields.Stamp(DateField.WeekOfMonth, DateField.DayOfWeek);
        var inMonth = fields.Stamp(DateField.DayOfWeekInMonth, DateField.DayOfWeek);
        var ofYear = fields.Stamp(DateField.DayOfYear);
        var weekOfYear = fields.Stamp(DateField.WeekOfYear, DateField.DayOfWeek);
        var best = Math.Max(Math.Max(Math.Max(ofMonth, weekOfMonth), Math.Max(inMonth, ofYear)), weekOfYear);
        if (best == 0)
        {
            // No complete way: a week or a weekday alone, else the month alone.
            weekOfMonth = fields.Stamp(DateField.WeekOfMonth);
            inMonth = Math.Max(fields.Stamp(DateField.DayOfWeekInMonth), fields.Stamp(DateField.DayOfWeek));
            weekOfYear = fields.Stamp(DateField.WeekOfYear);
            best = Math.Max(Math.Max(weekOfMonth, inMonth), weekOfYear);
            if (best == 0)
                return Day.OfMonth;
        }
        if (best == ofMonth)
            return Day.OfMonth;
        var weekOfMonthSet = fields.Stamp(DateField.WeekOfMonth);
        var inMonthSet = fields.Stamp(DateField.DayOfWeekInMonth);
        var weekOfYearSet = fields.Stamp(DateField.WeekOfYear);
        if ((best == weekOfMonth && weekOfMonthSet >= weekOfYearSet) || (best == inMonth && inMonthSet >= weekOfYearSet))
        {
            var byWeek = weekOfMonth == inMonth ? weekOfMonthSet >= inMonthSet : best == weekOfMonth;
            return byWeek ? Day.WeekOfMonth : Day.WeekdayInMonth;
        }
        return best == ofYear ? Day.OfYear : Day.WeekOfYear;
    }

    private static long Resolve(DateFields fields, Day kind, long extraDays)
    {
        var year = fields.IsSet(DateField.Year) ? fields[DateField.Year] : 1970;
        if (fields.IsSet(DateField.Era) && fields[DateField.Era] == 0)
            year = unchecked(1 - year);
        if (year > HybridCalendar.CutoverYear)
        {
            var gregorian = extraDays + DayIn(gregorian: true, fields, kind, year);
            if (gregorian >= HybridCalendar.Cutover)
                return gregorian;
        }
        var julian = extraDays + DayIn(gregorian: false, fields, kind, year);
        if (year < HybridCalendar.CutoverYear && julian < HybridCalendar.Cutover)
            return julian;
        if (kind is Day.OfYear or Day.WeekOfYear || julian < HybridCalendar.Cutover)
        {
            // In the year of the change both readings may be possible: the Gregorian one is taken then.
            var reading = year < HybridCalendar.CutoverYear ? julian : extraDays + DayIn(gregorian: true, fields, kind, year);
            return kind is not (Day.OfYear or Day.WeekOfYear) && reading >= HybridCalendar.Cutover ? reading : julian;
        }
        var other = year < HybridCalendar.CutoverYear ? julian : extraDays + DayIn(gregorian: true, fields, kind, year);
        // A day between the two calendars is read as a Julian one.
        return other >= HybridCalendar.Cutover ? other : julian;
    }

    private static long DayIn(bool gregorian, DateFields fields, Day kind, int year)
    {
        unchecked
        {
            if (kind is Day.OfYear or Day.WeekOfYear)
                return DayInYear(HybridCalendar.FirstOfMonth(gregorian, year, 0), fields, kind);
            var month = fields[DateField.Month];
            year += (int)HybridCalendar.FloorDivide(month, 12);
            month -= (int)HybridCalendar.FloorDivide(month, 12) * 12;
            var first = HybridCalendar.FirstOfMonth(gregorian, year, month);
            if (kind == Day.OfMonth)
                return fields.IsSet(DateField.DayOfMonth) ? first + fields[DateField.DayOfMonth] - 1 : first;
            var weekday = fields.IsSet(DateField.DayOfWeek) ? fields[DateField.DayOfWeek] : 1;
            if (kind == Day.WeekOfMonth)
            {
                var week = FirstWeek(first);
                return (fields.IsSet(DateField.DayOfWeek) ? HybridCalendar.OnOrBefore(week + 6, weekday) : week)
                    + (7 * (fields[DateField.WeekOfMonth] - 1));
            }
            var number = fields.IsSet(DateField.DayOfWeekInMonth) ? fields[DateField.DayOfWeekInMonth] : 1;
            return number >= 0
                ? HybridCalendar.OnOrBefore(first + (7 * number) - 1, weekday)
                : HybridCalendar.OnOrBefore(first + HybridCalendar.MonthLength(gregorian, year, month) + (7 * (number + 1)) - 1, weekday);
        }
    }

    private static long DayInYear(long first, DateFields fields, Day kind)
    {
        if (kind == Day.OfYear)
            return first + fields[DateField.DayOfYear] - 1;
        var week = FirstWeek(first);
        if (fields.IsSet(DateField.DayOfWeek))
            week = HybridCalendar.OnOrBefore(week + 6, fields[DateField.DayOfWeek]);
        return week + (7 * (fields[DateField.WeekOfYear] - 1L));
    }

    // The Sunday of the week that holds the first day of a month or year.
    private static long FirstWeek(long first) => HybridCalendar.OnOrBefore(first, 1);

    private static long WeekDate(DateFields fields, long extraDays)
    {
        var week = fields.IsSet(DateField.WeekOfYear) ? fields[DateField.WeekOfYear] : 1;
        var weekday = fields.IsSet(DateField.DayOfWeek) ? fields[DateField.DayOfWeek] : 1;
        if (weekday is < 1 or > 7)
            (week, weekday) = CarryWeekday(week, weekday);
        var start = new DateFields();
        start.Set(DateField.Era, fields.IsSet(DateField.Era)
            ? fields[DateField.Era] : fields.IsSet(DateField.Year) && fields[DateField.Year] <= 0 ? 0 : 1);
        start.Set(DateField.Year, fields[DateField.WeekYear]);
        start.Set(DateField.WeekOfYear, 1);
        start.Set(DateField.DayOfWeek, 1);
        unchecked
        {
            // The first day passes through the calendar's milliseconds, where years of nine digits wrap around.
            var first = Resolve(start, Day.WeekOfYear, 0) * HybridCalendar.MillisecondsPerDay;
            return HybridCalendar.FloorDivide(first, HybridCalendar.MillisecondsPerDay) + weekday - 1 + (7 * (week - 1)) + extraDays;
        }
    }

    // An ISO weekday out of range moves the week.
    private static (int Week, int Weekday) CarryWeekday(int week, int weekday)
    {
        var iso = HybridCalendar.FloorDivide(weekday - 1L, 7);
        var rest = (int)(weekday - 1 - (iso * 7)) + 1;
        return (unchecked(week + (int)iso), rest == 7 ? 1 : rest + 1);
    }
}
