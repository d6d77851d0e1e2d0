import java.text.DateFormatSymbols;
import java.text.SimpleDateFormat;
import java.util.*;

/** Prints the time zone names that SimpleDateFormat of the running Java reads in en_US, in the order in which it tries them: minutes east of Greenwich (July 2024), name. */
public class ZoneNames {
    public static void main(String[] args) throws Exception {
        Map<String, Long> minutes = new LinkedHashMap<>();
        for (String name : new String[] {"Coordinated Universal Time", "UTC"}) minutes.put(name, 0L);
        for (String[] zone : DateFormatSymbols.getInstance(Locale.US).getZoneStrings())
            for (int i = 1; i < 5; i++) {
                if (zone[i].isEmpty() || minutes.containsKey(zone[i])) continue;
                SimpleDateFormat format = new SimpleDateFormat("yyyy-MM-dd z", Locale.US);
                format.setTimeZone(TimeZone.getTimeZone("UTC"));
                try { minutes.put(zone[i], (1719792000000L - format.parse("2024-07-01 " + zone[i]).getTime()) / 60000); }
                catch (java.text.ParseException e) { System.err.println("not read: " + zone[i]); }
            }
        minutes.forEach((name, offset) -> System.out.println(offset + " " + name));
    }
}
